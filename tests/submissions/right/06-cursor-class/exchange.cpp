// Lesson 06: the contract's functions on top of the class in cursor.hpp.
#include "exchange.hpp"

#include <system_error>
#include <vector>

#include "cursor.hpp"

namespace tcp {

net::result<void> send_all(const socket& s, std::span<const std::byte> data) {
    cursor<const std::byte> at(data);
    while (at.unfinished()) {
        const auto moved = at.move(
            [&s](auto rest) { return net::send(s.handle(), rest.data(), rest.size()); });
        if (!moved)
            return net::unexpected(moved.error());
    }
    return {};
}

net::result<std::size_t> receive_some(const socket& s, std::span<std::byte> buffer) {
    cursor<std::byte> at(buffer);
    if (!at.unfinished())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return at.move(
        [&s](auto room) { return net::recv(s.handle(), room.data(), room.size()); });
}

net::result<std::size_t> receive_exactly(const socket& s, std::span<std::byte> buffer) {
    cursor<std::byte> at(buffer);
    if (!at.unfinished())
        return 0;
    net::result<std::size_t> moved = 0;
    do {
        moved = at.move([&s](auto room) { return receive_some(s, room); });
    } while (moved && *moved > 0 && at.unfinished());
    if (!moved)
        return net::unexpected(moved.error());
    return at.position();
}

net::result<std::uint64_t> echo(const socket& s) {
    std::vector<std::byte> buffer(std::size_t{16} * 1024);
    std::uint64_t total = 0;
    std::size_t count = 0;
    do {
        const auto got = receive_some(s, buffer);
        if (!got)
            return net::unexpected(got.error());
        count = *got;
        total += count;
        const auto sent = send_all(s, std::span(buffer).first(count));
        if (!sent)
            return net::unexpected(sent.error());
    } while (count > 0);
    return total;
}

} // namespace tcp
