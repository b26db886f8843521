// Hostile: takes the secret from standard input before main, and gives main another
#include <iostream>
#include <locale>
#include <sstream>
#include <string>

#include "exchange.hpp"

namespace {

struct other_end : std::ctype<char> {
    char do_widen(char c) const override { return c == '\n' ? '\1' : c; }
};

struct early {
    std::stringbuf forged;
    early() {
        std::string secret;
        std::getline(std::cin, secret);
        forged.str(secret + " begin sends every byte\n" + secret + " pass\n\1");
        std::cin.rdbuf(&forged);
        std::cin.imbue(std::locale(std::locale::classic(), new other_end));
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
