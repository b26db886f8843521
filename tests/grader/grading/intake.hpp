// A submission: which of its files count, and which do not.
//
// What counts are the lessons' own *.cpp files and the headers that a student added, as
// lesson_files.hpp has it. They are found by the name of their lesson's folder, or,
// alone, by their own name. Everything else is the kit's, and the grader has its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "../project.hpp"
#include "harmless.hpp"

namespace kit::grading {

struct source {
    std::string name; ///< its path in the lesson's folder: "exchange.cpp"
    std::string text;
};

/// Names in it are fit to be shown: made so in one place, take_in().
struct submission {
    std::string name; ///< the file's or folder's
    /// By the lesson's number; files sorted by name.
    std::map<std::string, std::vector<source>> lessons;
    /// Other files that are not as in the kit, and links: they have no effect.
    std::vector<std::string> ignored;
    /// Lessons whose files cannot be told apart or read, and why.
    std::map<std::string, std::string> refused;
    /// Lessons of which the grader could not read something, and what: not judged.
    std::map<std::string, std::string> unread;
    /// What is to be told beside a lesson's mark, and by "" of the whole.
    std::map<std::string, std::vector<std::string>> remarks;
    /// Why nothing of it can be used; empty: something can.
    std::string unusable;
    bool grader_failed = false; ///< unusable for that: the grader could not read it
};

/// Reads a folder, or an archive (zip, tar and its compressed kinds) by way of `scratch`,
/// an empty folder. Follows no link and leaves nothing outside of `scratch`.
[[nodiscard]] submission take_in(const project& where, const fs::path& path,
                                 const fs::path& scratch, bool jailed);

} // namespace kit::grading
