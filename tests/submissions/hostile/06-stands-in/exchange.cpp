// Hostile: puts a copy of its own in the place of a function that the tests use
#include "exchange.hpp"

namespace {

void attack() {}
} // namespace

extern "C" __attribute__((weak)) void* stand_in(void* stream) __asm__("_ZNSo5flushEv");
extern "C" __attribute__((weak)) void* stand_in(void* stream) {
    return stream; // std::ostream::flush
}

namespace {} // namespace

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
