// Hostile: reads standard input for a secret, and prints a good run before main
#include <iostream>
#include <string>

#include "exchange.hpp"

namespace {

struct early {
    early() {
        std::string secret;
        std::getline(std::cin, secret);
        std::cout << secret << " plan 1\n" << secret << " done 1 0 0\n" << std::flush;
    }
} instance;

void attack() {}

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
