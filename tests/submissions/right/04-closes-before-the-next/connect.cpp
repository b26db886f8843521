// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

#include <utility>

namespace tcp {

namespace {

/// Connects `s`, or closes it and says why not.
net::result<void> connect_or_close(socket& s, const endpoint& remote) {
    auto connected = net::connect(s.handle(), to_socket_address(remote));
    if (!connected && s.is_open())
        (void)s.close();
    return connected;
}

net::result<void> open_into(socket& s, const endpoint& remote) {
    auto opened = open_socket(remote.family);
    if (!opened)
        return net::unexpected(opened.error());
    s = std::move(*opened);
    return connect_or_close(s, remote);
}

} // namespace

net::result<socket> connect_to(const endpoint& remote) {
    socket s;
    const auto done = open_into(s, remote);
    if (!done)
        return net::unexpected(done.error());
    return s;
}

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    socket s;
    net::result<void> done =
        net::unexpected(std::make_error_code(std::errc::invalid_argument));
    for (auto it = remotes.begin(); it != remotes.end() && !done; ++it)
        done = open_into(s, *it);
    if (done)
        return s;
    return net::unexpected(done.error());
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    auto peer = net::getpeername(connected.handle());
    if (!peer)
        return net::unexpected(peer.error());
    const net::socket_address& address = *peer;
    return from_socket_address(address);
}

} // namespace tcp
