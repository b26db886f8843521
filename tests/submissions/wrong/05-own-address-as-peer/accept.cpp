// Lesson 05: accepting clients, one after another.
#include "accept.hpp"

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    for (;;) {
        const auto accepted = net::accept(listening.handle());
        if (accepted) {
            connection client{socket(*accepted), {}};
            const auto where = local_endpoint(client.stream);
            if (!where)
                return net::unexpected(where.error());
            client.peer = *where;
            return client;
        }
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
