// What standard output leads to.
#pragma once

namespace grader::os {

/// Whether standard output is a terminal.
[[nodiscard]] bool output_is_terminal() noexcept;

/// Whether standard input is a terminal: somebody can be asked.
[[nodiscard]] bool input_is_terminal() noexcept;

/// Columns of the terminal; 80 where it does not say.
[[nodiscard]] int terminal_width() noexcept;

/// Makes the terminal understand colour sequences and UTF-8; false where it cannot.
[[nodiscard]] bool enable_ansi() noexcept;

} // namespace grader::os
