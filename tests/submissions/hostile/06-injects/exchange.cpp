// Hostile: prints escapes, HTML and commands for the host that shows its output
#include <iostream>

#include "exchange.hpp"

namespace {

void attack() {
    std::cout << "\033[2J\033]0;owned\007\n::error::owned\n::notice::owned\n"
                 "</pre><script>alert(1)</script>\n##[error]owned\n"
              << std::flush;
}

} // namespace

namespace tcp {

net::result<void> send_all(const socket&, std::span<const std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_some(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket&, std::span<std::byte>) {
    attack();
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket&) {
    attack();
    return not_implemented();
}

} // namespace tcp
