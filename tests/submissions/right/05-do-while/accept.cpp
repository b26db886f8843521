// Lesson 05: accepting clients. Each connection closes itself when its round is over.
#include "accept.hpp"

#include <utility>

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    net::socket_address peer;
    net::result<net::native_handle> taken = net::invalid_handle;
    do {
        peer = {};
        taken = net::accept(listening.handle(), &peer);
    } while (!taken && taken.error() == net::condition::client_lost);
    if (!taken)
        return net::unexpected(taken.error());
    connection client;
    client.stream = socket(*taken);
    client.peer = from_socket_address(peer);
    return client;
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    bool go_on = true;
    do {
        net::result<connection> next = accept_one(listening);
        if (!next)
            return net::unexpected(next.error());
        connection client = std::move(*next);
        go_on = handle(client);
    } while (go_on);
    return {};
}

} // namespace tcp
