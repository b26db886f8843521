// Lesson 05: accepting clients, one after another.
#include "accept.hpp"

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    for (;;) {
        net::socket_address peer;
        const auto accepted = net::accept(listening.handle(), &peer);
        if (accepted)
            return connection{socket(*accepted), from_socket_address(peer)};
        if (accepted.error() != net::condition::client_lost)
            return net::unexpected(accepted.error());
    }
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    auto client = accept_one(listening);
    if (!client)
        return net::unexpected(client.error());
    bool go_on = true;
    while (go_on)
        go_on = handle(*client);
    (void)client->stream.close();
    return {};
}

} // namespace tcp
