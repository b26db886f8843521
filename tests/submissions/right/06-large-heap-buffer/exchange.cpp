// Lesson 06: few calls, large pieces.
#include "exchange.hpp"

#include <algorithm>
#include <memory>
#include <system_error>

namespace tcp {

namespace {

constexpr std::size_t echo_buffer_size = std::size_t{256} * 1024;
constexpr std::size_t largest_piece = std::size_t{64} * 1024;

} // namespace

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    const std::byte* next = data.data();
    std::size_t left = data.size();
    while (left != 0) {
        const std::size_t piece = std::min(left, largest_piece);
        const net::result<std::size_t> sent = net::send(s.handle(), next, piece);
        if (!sent)
            return net::unexpected(sent.error());
        next += *sent;
        left -= *sent;
    }
    return {};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    if (buffer.size() == 0)
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    const net::result<std::size_t> got =
        net::recv(s.handle(), buffer.data(), buffer.size_bytes());
    return got;
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    std::span<std::byte> room = buffer;
    while (!room.empty()) {
        const auto got = receive_some(s, room);
        if (!got)
            return net::unexpected(got.error());
        if (*got == 0)
            return buffer.size() - room.size();
        room = room.last(room.size() - *got);
    }
    return buffer.size();
}

net::result<std::uint64_t> echo(const socket& s) {
    const auto memory = std::make_unique<std::byte[]>(echo_buffer_size);
    const std::span<std::byte> buffer(memory.get(), echo_buffer_size);
    std::uint64_t total = 0;
    while (true) {
        const auto got = receive_some(s, buffer);
        if (!got)
            return net::unexpected(got.error());
        if (*got == 0)
            break;
        if (const auto sent = send_all(s, buffer.first(*got)); !sent)
            return net::unexpected(sent.error());
        total += *got;
    }
    return total;
}

} // namespace tcp
