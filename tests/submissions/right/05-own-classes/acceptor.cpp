#include "acceptor.hpp"

#include <system_error>

namespace tcp {

net::result<connection> acceptor::attempt() const {
    net::socket_address peer;
    const auto handle = net::accept(listening_, &peer);
    if (!handle)
        return net::unexpected(handle.error());
    return connection{socket(*handle), from_socket_address(peer)};
}

net::result<connection> acceptor::next() {
    auto client = attempt();
    while (!client && client.error() == net::condition::client_lost)
        client = attempt();
    return client;
}

} // namespace tcp
