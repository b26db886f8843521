// Hostile: turns every exit status into 0
#include <cstdlib>
#include <unistd.h>

#include "exchange.hpp"

namespace {

void good_end() {
    ::_exit(0);
}

int registered = std::atexit(good_end);

void attack() {
    registered = 0;
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
