// The files of a submission, and which lesson each of them belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../project.hpp"

namespace kit::grading {

inline constexpr std::uintmax_t most_bytes = 32u << 20; ///< of all sources together

/// A file of the submission: its path in it, with slashes.
struct found {
    std::string path;
    bool link = false;       ///< or anything else that is no ordinary file
    std::string lesson;      ///< its number, where it counts
    std::string inside;      ///< its path in the lesson's folder, where it counts
    bool other_case = false; ///< it is written as in "Lessons/06-Exchange/Exchange.cpp"
    [[nodiscard]] std::string name() const { return path.substr(path.rfind('/') + 1); }
};

struct walked {
    std::vector<found> files;        ///< sorted
    std::vector<std::string> unread; ///< folders that the system does not let us read
    std::vector<std::string> deeper; ///< folders too deep to be looked into
    std::string unusable;            ///< why it is not taken at all
};

/// Every file below a folder that is no part of a build or of a version's history. What
/// cannot be read ends nothing but itself.
[[nodiscard]] walked walk(const fs::path& folder);

/// Marks the files that count, and those of other files that loose ones include.
void find_lessons(const project& where, const starters& given, const fs::path& folder,
                  std::vector<found>& files);

/// The folder of the kit's copy in the submission: what comes before "lessons/". Nothing:
/// it is no copy.
[[nodiscard]] std::optional<std::string> copy_root(const std::vector<found>& files);

/// The lesson that has such a file for the student to write; nullptr: none.
[[nodiscard]] const lesson* lesson_with(const project& where, const starters& given,
                                        const std::string& name);

/// With the (ASCII) letters of it in lower case.
[[nodiscard]] std::string in_lower_case(std::string text);
/// Whether they are the same but for the case of (ASCII) letters.
[[nodiscard]] bool same_but_for_case(std::string_view one, std::string_view other);

} // namespace kit::grading
