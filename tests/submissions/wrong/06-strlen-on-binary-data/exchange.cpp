// Lesson 06: bytes in both directions.
#include "exchange.hpp"

#include <array>
#include <cstring>

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    std::size_t sent = 0;
    while (sent < data.size()) {
        const auto n = net::send(s.handle(), data.data() + sent, data.size() - sent);
        if (!n)
            return net::unexpected(n.error());
        sent += *n;
    }
    return {};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    if (buffer.empty())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::recv(s.handle(), buffer.data(), buffer.size());
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    std::size_t got = 0;
    while (got < buffer.size()) {
        const auto n = net::recv(s.handle(), buffer.data() + got, buffer.size() - got);
        if (!n)
            return net::unexpected(n.error());
        if (*n == 0)
            break;
        got += *n;
    }
    return got;
}

net::result<std::uint64_t> echo(const socket& s) {
    std::array<std::byte, 4097> buffer;
    std::uint64_t total = 0;
    for (;;) {
        const auto received = receive_some(s, std::span(buffer).first(4096));
        if (!received)
            return net::unexpected(received.error());
        if (*received == 0)
            return total;
        buffer[*received] = std::byte{0};
        const std::size_t size =
            std::strlen(reinterpret_cast<const char*>(buffer.data()));
        const auto sent = send_all(s, std::span(buffer).first(size));
        if (!sent)
            return net::unexpected(sent.error());
        total += size;
    }
}

} // namespace tcp
