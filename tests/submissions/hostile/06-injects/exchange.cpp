// Hostile: prints escapes, HTML and commands for the host that shows its output
#include <iostream>

#include "every_function.hpp"

namespace {

void attack() {
    std::cout << "\033[2J\033]0;owned\007\n::error::owned\n::notice::owned\n"
                 "</pre><script>alert(1)</script>\n##[error]owned\n"
              << std::flush;
}

} // namespace
