// Which files of a lesson's folder count: for the build (tests/support/lesson.cmake), for
// kit check and kit watch, and for kit grade.
//
// Every *.cpp of the folder itself is compiled. What can be included counts with it, by
// the usual endings and in folders below, too. No name counts that begins with a dot: it
// is an editor's (Emacs) or the system's (macOS).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "project.hpp"

namespace kit {

/// A source is as large as this at most, and a lesson has so many.
inline constexpr std::uintmax_t most_source_bytes = 1u << 20;
inline constexpr std::size_t most_sources = 64;

/// Whether the ending is one of C++ code: "exchange.cpp", "detail/helper.h".
[[nodiscard]] bool is_code(std::string_view path);
/// Whether a file with this path in the lesson's folder is compiled.
[[nodiscard]] bool is_compiled(std::string_view path);
/// Whether it looks as if it were, and is not: "more.cc", "detail/more.cpp".
[[nodiscard]] bool is_left_uncompiled(std::string_view path);

/// The code in a lesson's folder and below it, by paths in it with slashes, sorted.
[[nodiscard]] std::vector<std::string> code_in(const fs::path& folder);

/// What `kit grade` would not take as it is taken here, with the file, the line and what
/// to do instead; empty: nothing. Of the files as they lie there, whatever is built.
/// `changed`: the given files that are not as they were.
[[nodiscard]] std::vector<std::string>
files_that_do_not_count(const project& where, const lesson& which,
                        const std::vector<std::string>& changed);

/// Code in the lesson's folder that neither compiles: no fault, but a surprise.
[[nodiscard]] std::vector<std::string> files_not_compiled(const project& where,
                                                          const lesson& which);

} // namespace kit
