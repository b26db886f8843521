// What a test program and its grader say to each other, past the C++ library: the code
// under test shares the process, and could put itself between with a locale's facets or a
// stream's buffer.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace grader::os {

/// The variable that says that the first line of standard input is a secret.
inline constexpr char secret_on_input[] = "FIRST_BYTE_SECRET_ON_INPUT";

/// That line, once; the copy that was kept is wiped. On Linux it is read before any
/// initialiser of the code under test runs.
[[nodiscard]] std::string take_secret();

/// The variable that names the file for the report.
inline constexpr char report_file[] = "FIRST_BYTE_REPORT";

/// Where there is a secret, the report begins with this line, written before any
/// initializer of the code under test runs (Linux; elsewhere once the secret is taken).
/// Without it the program never came so far, whatever else is to be read.
inline constexpr std::string_view first_word = "started\n";

/// How a program of tests ends that cannot report because the system has no room for it.
inline constexpr int no_room_for_report = 98;

/// Appends to a file, which is made if need be.
enum class appended { all, failed, no_room };
appended append(const char* path, std::string_view bytes) noexcept;

/// The beginning of a file that somebody else may have put anything in the place of: no
/// link is followed and no pipe waited for. Nothing: it is no ordinary file.
[[nodiscard]] std::optional<std::string> read_untrusted(const std::filesystem::path& path,
                                                        std::size_t most);

} // namespace grader::os
