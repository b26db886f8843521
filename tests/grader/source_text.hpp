// Whether a source is text that compilers read.
#pragma once

#include <string>
#include <string_view>

#include "project.hpp"

namespace kit {

/// What a file is that is not text in UTF-8, as "UTF-16 (Windows calls it Unicode)".
/// Empty: it is UTF-8, with or without a byte order mark.
[[nodiscard]] std::string other_encoding(std::string_view bytes);

/// Looks at the student's files of the lesson, with `own` at those of earlier lessons,
/// too. False, after a word about it: a file is in an encoding that no compiler reads.
/// Bytes of an older code page in a comment or a text are only noted, since compilers
/// pass them on.
[[nodiscard]] bool sources_are_text(const project& where, const lesson& which, bool own);

} // namespace kit
