// Lesson 04: the client's side of the handshake.
#include "connect.hpp"

namespace tcp {

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    if (remotes.empty())
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    auto attempt = connect_to(remotes.front());
    if (attempt || remotes.size() == 1)
        return attempt;
    return connect_to_first(remotes.subspan(1));
}

net::result<socket> connect_to(const endpoint& remote) {
    const auto there = to_socket_address(remote);
    if (auto s = open_socket(there.family); s) {
        if (const auto done = net::connect(s->handle(), there); done)
            return s;
        else
            return net::unexpected(done.error());
    } else {
        return s;
    }
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    const auto name = net::getpeername(connected.handle());
    return name ? net::result<endpoint>(from_socket_address(*name))
                : net::result<endpoint>(net::unexpected(name.error()));
}

} // namespace tcp
