// Whole files, and their fingerprints.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

namespace fs = std::filesystem;

/// The bytes of a file; nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const fs::path& path);

/// The same of an ordinary file of at most so many bytes. Nothing, and nothing read: it
/// is larger, a link, a pipe, a device. For files that a stranger made.
[[nodiscard]] std::optional<std::string> read_file_of(std::uintmax_t most,
                                                      const fs::path& path);

/// Writes a whole file, making its folder, so that a reader sees the old or the new one.
[[nodiscard]] bool write_file(const fs::path& path, std::string_view bytes);

/// Copies a whole file over another. False: what is there now is not to be used.
[[nodiscard]] bool copy_whole(const fs::path& from, const fs::path& to);

/// Makes a folder, and those above it, where there is none yet.
[[nodiscard]] bool make_folder(const fs::path& path);

/// The lines of a text, without their ends ("\n" or "\r\n").
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The names of the files in a folder that end in one of `endings`, sorted.
[[nodiscard]] std::vector<std::string> files_in(const fs::path& folder,
                                                const std::vector<std::string>& endings);

/// FNV-1a, 64 bits, of a text whose line ends count as "\n" whatever they are: the same
/// number for a file that git checked out on Windows. Says whether a file was changed,
/// not whether somebody forged one.
[[nodiscard]] std::uint64_t fingerprint(std::string_view text);
[[nodiscard]] std::string in_hex(std::uint64_t number);

} // namespace kit
