// Lesson 05: accepting clients, one after another.
#include "accept.hpp"

#include <list>

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
    std::list<connection> clients;
    for (;;) {
        auto client = accept_one(listening);
        if (!client)
            return net::unexpected(client.error());
        clients.push_back(std::move(*client));
        if (!handle(clients.back()))
            return {};
    }
}

} // namespace tcp
