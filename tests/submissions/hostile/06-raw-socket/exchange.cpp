// Hostile: takes ports of the grader, past the platform layer
#include <netinet/in.h>
#include <sys/socket.h>

#include "exchange.hpp"

namespace {

void attack() {
    for (int i = 0; i < 1000; ++i) {
        sockaddr_in any{};
        const int s = ::socket(AF_INET, SOCK_STREAM, 0);
        ::bind(s, reinterpret_cast<sockaddr*>(&any), sizeof any);
        ::listen(s, 1);
    }
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
