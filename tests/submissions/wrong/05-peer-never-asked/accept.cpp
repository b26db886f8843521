// Lesson 05: accepting clients, one after another.
#include "accept.hpp"

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    for (;;) {
        net::socket_address peer;
        const auto accepted = net::accept(listening.handle());
        if (accepted)
            return connection{socket(*accepted), from_socket_address(peer)};
        if (accepted.error() != net::condition::client_lost)
            return net::unexpected(accepted.error());
    }
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    for (;;) {
        auto client = accept_one(listening);
        if (!client)
            return net::unexpected(client.error());
        const bool go_on = handle(*client);
        (void)client->stream.close();
        if (!go_on)
            return {};
    }
}

} // namespace tcp
