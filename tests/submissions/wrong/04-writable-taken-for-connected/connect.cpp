// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

#include <array>
#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <optional>

namespace tcp {

net::result<socket> connect_to(const endpoint& remote) {
    auto s = open_socket(remote.family);
    if (!s)
        return net::unexpected(s.error());
    const auto set = net::set_nonblocking(s->handle(), true);
    if (!set)
        return net::unexpected(set.error());
    const auto begun = net::connect(s->handle(), to_socket_address(remote));
    if (!begun && begun.error() != net::condition::in_progress)
        return net::unexpected(begun.error());
    std::array<net::poll_entry, 1> entries;
    entries[0].handle = s->handle();
    entries[0].want_write = true;
    const auto ready = net::poll(entries, std::nullopt);
    if (!ready)
        return net::unexpected(ready.error());
    const auto reset = net::set_nonblocking(s->handle(), false);
    if (!reset)
        return net::unexpected(reset.error());
    return s;
}

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    std::error_code last = std::make_error_code(std::errc::invalid_argument);
    for (const endpoint& remote : remotes) {
        auto s = connect_to(remote);
        if (s)
            return s;
        last = s.error();
    }
    return net::unexpected(last);
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    const auto address = net::getpeername(connected.handle());
    if (!address)
        return net::unexpected(address.error());
    return from_socket_address(*address);
}

} // namespace tcp
