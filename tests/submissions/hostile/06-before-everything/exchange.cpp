// Hostile: runs before every initialiser of the program
#include "exchange.hpp"

namespace {

void first() {
    for (;;) {
    }
}

[[gnu::used, gnu::section(".preinit_array")]] void (*run_first)() = first;

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
