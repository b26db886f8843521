// Lesson 06: this file is yours. What each function promises is written in exchange.hpp.
#include "exchange.hpp"

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    (void)s;
    (void)data;
    return not_implemented();
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    (void)s;
    (void)buffer;
    return not_implemented();
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    (void)s;
    (void)buffer;
    return not_implemented();
}

net::result<std::uint64_t> echo(const socket& s) {
    // The two functions above that you need are already yours.
    (void)s;
    return not_implemented();
}

} // namespace tcp
