// Lesson 06: bytes, in both directions, however the system cuts them up.
#include "exchange.hpp"

#include <array>
#include <stdexcept>

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    while (!data.empty()) {
        const auto sent = net::send(s.handle(), data.data(), data.size());
        if (!sent)
            throw std::runtime_error("send has failed");
        // Only what the system took is on its way; the rest is still ours to send.
        data = data.subspan(*sent);
    }
    return {};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    if (buffer.empty())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::recv(s.handle(), buffer.data(), buffer.size());
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    std::size_t have = 0;
    while (have < buffer.size()) {
        const auto received = receive_some(s, buffer.subspan(have));
        if (!received)
            return received;
        if (*received == 0)
            break; // the end of the stream: the caller sees it by the short count
        have += *received;
    }
    return have;
}

net::result<std::uint64_t> echo(const socket& s) {
    // One buffer for the whole conversation: nothing is allocated per echo, and when the
    // peer does not read, send_all waits and nothing piles up here. It needs no initial
    // value, for only bytes that recv wrote are ever sent.
    std::array<std::byte, 64 * 1024> buffer;
    std::uint64_t total = 0;
    for (;;) {
        const auto received = receive_some(s, buffer);
        if (!received)
            return net::unexpected(received.error());
        if (*received == 0)
            return total;
        // Exactly the bytes of this recv: what lies behind them is older.
        const auto sent = send_all(s, std::span(buffer).first(*received));
        if (!sent)
            return net::unexpected(sent.error());
        total += *received;
    }
}

} // namespace tcp
