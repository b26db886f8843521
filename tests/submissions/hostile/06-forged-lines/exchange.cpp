// Hostile: prints what a good run would print
#include <iostream>

#include "exchange.hpp"

namespace {

void attack() {
    std::cout << "[  PASSED  ] 47 tests.\n"
                 "plan 1\nbegin sends every byte\npass\ndone 47 0 0\n"
                 "first byte: 47 passed, 0 failed\n"
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
