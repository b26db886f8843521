// A submission: which of its files count, and which do not.
//
// What counts are the lessons' own *.cpp files and the headers that a student added, as
// lesson_files.hpp has it. They are found by the name of their lesson's folder, or,
// alone, by their own name. Everything else is the kit's, and the grader has its own.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../project.hpp"

namespace kit::grading {

struct source {
    std::string name; ///< its path in the lesson's folder: "exchange.cpp"
    std::string text;
};

struct submission {
    std::string name; ///< the file's or folder's, fit for a terminal
    /// By the lesson's number; files sorted by name.
    std::map<std::string, std::vector<source>> lessons;
    /// Other files that are not as in the kit, and links: they have no effect.
    std::vector<std::string> ignored;
    /// Lessons whose files cannot be told apart or read, and why.
    std::map<std::string, std::string> refused;
    /// Why nothing of it can be used; empty: something can.
    std::string unusable;
    bool grader_failed = false; ///< unusable for that: the grader could not read it
};

/// Reads a folder, or an archive (zip, tar and its compressed kinds) by way of `scratch`,
/// an empty folder. Follows no link and leaves nothing outside of `scratch`.
[[nodiscard]] submission take_in(const project& where, const fs::path& path,
                                 const fs::path& scratch, bool jailed);

/// The text with everything that a terminal, a page or a host's log could take for a
/// command made visible: control characters, escapes, "::" at a word's beginning.
[[nodiscard]] std::string harmless(std::string_view text);
/// The same for what must be one line.
[[nodiscard]] std::string harmless_name(std::string_view text);

/// Bytes of the first character, where it is valid UTF-8 and neither a control above
/// ASCII nor one that changes the direction of writing; else 0.
[[nodiscard]] std::size_t harmless_length(std::string_view text);

} // namespace kit::grading
