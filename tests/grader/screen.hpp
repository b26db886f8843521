// Words for the terminal: colour where it is one, and never wider than 80 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

/// The widest line that kit writes.
inline constexpr std::size_t columns = 80;

enum class tone { plain, good, bad, faint, strong };

/// Decides on colour for this run: a terminal, and NO_COLOR not set (no-color.org).
void set_up_screen();

/// The text in that tone; unchanged where there is no colour.
[[nodiscard]] std::string paint(std::string_view text, tone t);

/// A line on standard output, on standard error.
void say(std::string_view line = {});
void complain(std::string_view line);

/// Text cut into lines of at most `width` columns, at spaces.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Says text wrapped: `first` before the first line, spaces of the same width before the
/// others.
void say_wrapped(std::string_view text, std::string_view first = {},
                 tone t = tone::plain);

/// A command to copy, indented, with a "\" at the end of a line that goes on.
void say_command(std::string_view command);

/// A line that the next one overwrites ("building 3 of 12"); only on a terminal.
void say_for_now(std::string_view line);
void forget_for_now();

/// Empties the screen, on a terminal only.
void clear_screen();

/// "1 test", "2 tests".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

} // namespace kit
