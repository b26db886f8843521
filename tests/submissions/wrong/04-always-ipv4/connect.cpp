// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

namespace tcp {

net::result<socket> connect_to(const endpoint& remote) {
    auto s = open_socket(net::address_family::ipv4);
    if (!s)
        return net::unexpected(s.error());
    const auto connected = net::connect(s->handle(), to_socket_address(remote));
    if (!connected)
        return net::unexpected(connected.error());
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
