#include "../terminal.hpp"
#include "api.hpp"

#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x0004
#endif

namespace grader::os {
namespace {

// Only a console has a mode. NUL, which isatty() takes for a terminal, has none.
bool is_console(DWORD which) noexcept {
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(which), &mode) != 0;
}

} // namespace

bool output_is_terminal() noexcept {
    return is_console(STD_OUTPUT_HANDLE);
}

bool input_is_terminal() noexcept {
    return is_console(STD_INPUT_HANDLE);
}

int terminal_width() noexcept {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info) == 0)
        return 80;
    // The window, not the buffer behind it: that may be wider than what is seen.
    const int width = info.srWindow.Right - info.srWindow.Left + 1;
    return width > 0 ? width : 80;
}

bool enable_ansi() noexcept {
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    return GetConsoleMode(output, &mode) != 0 && SetConsoleOutputCP(CP_UTF8) != 0 &&
           SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT |
                                      ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

} // namespace grader::os
