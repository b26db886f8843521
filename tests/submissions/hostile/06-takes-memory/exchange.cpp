// Hostile: takes memory without end
#include <string>
#include <vector>

#include "exchange.hpp"

namespace {

std::vector<std::string> kept;

void attack() {
    for (;;)
        kept.emplace_back(1u << 24, 'x');
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
