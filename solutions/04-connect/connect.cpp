#include "connect.hpp"

namespace tcp {

net::result<socket> connect_to(const endpoint& remote) {
    auto s = open_socket(remote.family);
    if (!s)
        return net::unexpected(s.error());

    // No bind: connect lets the system choose our own address and port.
    const auto connected = net::connect(s->handle(), to_socket_address(remote));
    if (!connected)
        return net::unexpected(connected.error()); // s closes the socket on the way out
    return s;
}

net::result<socket> connect_to_first(std::span<const endpoint> remotes) {
    auto last_error = std::make_error_code(std::errc::invalid_argument);
    for (const endpoint& remote : remotes) {
        // A new socket for each: the state of one that failed to connect is unspecified.
        auto connection = connect_to(remote);
        if (connection)
            return connection;
        last_error = connection.error();
    }
    return net::unexpected(last_error);
}

net::result<endpoint> remote_endpoint(const socket& connected) {
    const auto address = net::getpeername(connected.handle());
    if (!address)
        return net::unexpected(address.error());
    return from_socket_address(*address);
}

} // namespace tcp
