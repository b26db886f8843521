#include "../terminal.hpp"

#include <cstdlib>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace grader::os {

bool output_is_terminal() noexcept {
    return ::isatty(STDOUT_FILENO) == 1;
}

bool input_is_terminal() noexcept {
    return ::isatty(STDIN_FILENO) == 1;
}

int terminal_width() noexcept {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

bool enable_ansi() noexcept {
    const char* kind = std::getenv("TERM"); // NOLINT: nobody changes it meanwhile
    return kind != nullptr && std::string_view(kind) != "dumb";
}

} // namespace grader::os
