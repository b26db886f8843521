// Values in the words of a failure: bytes, errors, counts.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace support {

/// A text as the bytes that a call wants.
[[nodiscard]] std::span<const std::byte> bytes(std::string_view text);
[[nodiscard]] std::string_view text(std::span<const std::byte> bytes);

/// `size` bytes in which every value from 0 to 255 occurs and no period helps a program
/// that repeats, drops or swaps a block. The same for the same `seed`.
[[nodiscard]] std::string pattern(std::size_t size, unsigned seed = 1);

/// `7 bytes "hello w"`: as much of it as fits a line.
[[nodiscard]] std::string in_words(std::string_view bytes);

/// `ECONNREFUSED (Connection refused)`, or that nothing is written there yet.
[[nodiscard]] std::string in_words(std::error_code error);
[[nodiscard]] std::string in_words(std::errc error);

/// `1 byte`, `7 bytes`.
[[nodiscard]] std::string count(std::size_t number, std::string_view thing);

/// The first byte at which the two differ, shown in both with a caret below; at most four
/// lines of 70 columns.
[[nodiscard]] std::string first_difference(std::string_view expected,
                                           std::string_view happened);

/// The text in lines of at most `width` columns, broken at spaces.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width,
                                  std::string_view indent);

} // namespace support
