// Words and numbers for a terminal of 80 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// The widest line.
inline constexpr std::size_t columns = 80;

/// How a line may be painted, by whoever prints it.
enum class tone { plain, good, bad, faint, strong };

struct line {
    std::string text;
    tone as = tone::plain;
};

struct text_options {
    bool utf8 = false; ///< the terminal shows more than ASCII: blocks, and the micro sign
};

/// The text on one line: no control characters, none that turn the direction of writing
/// or are not seen, no bytes that are not UTF-8. A question mark stands for each.
[[nodiscard]] std::string clean(std::string_view text);

/// The columns that a clean text takes.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The text, cleaned, and no wider than that: "~" stands for what was cut off.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);

/// The text and the spaces that make it this wide, behind it or before it.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
[[nodiscard]] std::string to_the_right(std::string_view text, std::size_t width);

/// The text cut at spaces, and in the middle of words that are too long.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// Adds `first` with the text behind it, cleaned, in lines of 80 columns; later lines
/// stand as far to the right as the first one's text.
void add_wrapped(std::vector<line>& to, std::string_view first, std::string_view text,
                 tone as = tone::plain);

/// A number in at most five characters, as exact as they allow: "0.140", "16.62",
/// "71234";
/// "-" where it is none.
[[nodiscard]] std::string short_number(double value);

/// Nanoseconds as microseconds, in at most six characters; a second and more as "1.234s".
[[nodiscard]] std::string microseconds(double nanoseconds);

/// "0.42%".
[[nodiscard]] std::string percent(double part);

[[nodiscard]] std::string micro_unit(const text_options& options);

} // namespace bench
