// Whose code of a lesson is meant, and its programs.
#pragma once

#include <string>

#include "../project.hpp"

namespace kit {

/// The flags that say whose code: --reference, --mine, --own. What they stand for:
/// "reference", "student", "own"; empty: the word is none of them.
[[nodiscard]] std::string kind_of_flag(const std::string& word);

/// Fills in what no flag said: the student's, or (said on standard error) the reference
/// where the lesson is untouched. False, after a word: there is no reference here.
[[nodiscard]] bool settle_kind(const project& where, const lesson& which,
                               std::string& kind);

/// Where a build has the programs of a lesson in somebody's version.
[[nodiscard]] fs::path programs_folder(const fs::path& build, const lesson& which,
                                       const std::string& kind);

/// Builds a program of the lesson: its path into `path`. The exit status, after a word
/// about why where it is not status_good.
[[nodiscard]] int build_program(const project& where, const lesson& which,
                                const std::string& kind, const std::string& program,
                                fs::path& path);

} // namespace kit
