// A class's submissions, as hosts export them.
#pragma once

#include <string>
#include <vector>

#include "../text/files.hpp"

namespace kit::grading {

struct entry {
    std::string student; ///< whose it is, as far as the names tell
    std::string key;     ///< fit for the name of a folder, and nobody else's
    fs::path path;       ///< a folder or an archive
};

/// The submissions in a folder, sorted by student. Understands
///   Gradescope         submission_123/, with names from submission_metadata.yml
///   Moodle             Jo Doe_4711_assignsubmission_file_/
///   GitHub Classroom   echo-server-jodoe/ (the whole name stands for the student)
///   plain              jodoe/, jodoe.zip, jodoe.tar.gz
[[nodiscard]] std::vector<entry> class_list(const fs::path& folder);

[[nodiscard]] bool is_archive(const std::string& name);

} // namespace kit::grading
