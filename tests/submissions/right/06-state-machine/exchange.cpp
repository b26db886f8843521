// Lesson 06: echo as states over a small buffer.
#include "exchange.hpp"

#include <array>
#include <system_error>

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    for (std::size_t at = 0; at != data.size();) {
        const auto rest = data.subspan(at);
        const auto n = net::send(s.handle(), rest.data(), rest.size_bytes());
        if (!n)
            return net::unexpected(n.error());
        at += *n;
    }
    return net::result<void>{};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    return buffer.empty() ? net::result<std::size_t>(net::unexpected(
                                std::make_error_code(std::errc::invalid_argument)))
                          : net::recv(s.handle(), buffer.data(), buffer.size());
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    std::size_t filled = 0;
    bool ended = false;
    while (filled < buffer.size() && !ended) {
        const auto n = receive_some(s, buffer.subspan(filled));
        if (!n)
            return n;
        filled += *n;
        ended = *n == 0;
    }
    return filled;
}

net::result<std::uint64_t> echo(const socket& s) {
    enum class state { receiving, sending, ended };
    std::array<std::byte, 1000> buffer;
    std::size_t first = 0; // what waits to be sent: from first
    std::size_t last = 0;  // to last, without it
    std::uint64_t total = 0;
    for (state now = state::receiving; now != state::ended;) {
        switch (now) {
        case state::receiving: {
            const auto n = net::recv(s.handle(), buffer.data(), buffer.size());
            if (!n)
                return net::unexpected(n.error());
            first = 0;
            last = *n;
            now = last == 0 ? state::ended : state::sending;
            break;
        }
        case state::sending: {
            const auto n = net::send(s.handle(), &buffer[first], last - first);
            if (!n)
                return net::unexpected(n.error());
            first += *n;
            total += *n;
            if (first == last)
                now = state::receiving;
            break;
        }
        case state::ended:
            break;
        }
    }
    return total;
}

} // namespace tcp
