// What a test program and its grader say to each other, past the C++ library: the code
// under test shares the process, and could put itself between with a locale's facets or a
// stream's buffer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grader::os {

/// The variable that says that a grader started this process: the first line of standard
/// input is a secret, and the error stream is where the grader reads the report.
inline constexpr char started_by_grader[] = "FIRST_BYTE_STARTED_BY_GRADER";

/// Whether one did, as this process was told at its start.
[[nodiscard]] bool has_grader() noexcept;

/// The command line as the grader gave it. main() calls this first. On Linux it's a
/// read-only copy, made before any initializer of the code under test runs: those get the
/// originals, and could edit what is asked of them. From then on the environment is such
/// a copy, too.
[[nodiscard]] std::vector<char*> given(int argc, char** argv);

/// That line, once; the copy that was kept is wiped. From now on the error stream is what
/// standard output is, and what was the error stream is report()'s own; no program that
/// is started inherits it. On Linux both come before any initialiser of the code under
/// test.
[[nodiscard]] std::string take_secret();

/// With a secret, the report begins with this line, written before any initializer of the
/// code under test runs (Linux; elsewhere once the secret is taken). Without it the
/// program never came so far, whatever else is to be read.
inline constexpr std::string_view first_word = "started\n";

/// Writes to what was the error stream before take_secret(). False: not all was written.
bool report(std::string_view bytes) noexcept;

/// Appends to a file, which is made if need be. False: not all of it was written.
bool append(const char* path, std::string_view bytes) noexcept;

} // namespace grader::os
