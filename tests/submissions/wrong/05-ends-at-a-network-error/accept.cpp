// Lesson 05: a new socket for each client, while the listening one stays.
#include "accept.hpp"

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    for (;;) {
        net::socket_address peer;
        const auto handle = net::accept(listening.handle(), &peer);
        if (handle)
            return connection{socket(*handle), from_socket_address(peer)};
        // A client whose connection failed in the queue says nothing about the listening
        // socket or about the next client. Everything else may last: the caller decides.
        if (handle.error() != std::errc::connection_aborted)
            return net::unexpected(handle.error());
    }
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    for (;;) {
        auto client = accept_one(listening);
        if (!client)
            return net::unexpected(client.error());
        if (!handle(*client))
            return {};
        // Here `client` ends its life and its socket is closed with it, before the next
        // accept: a server that lives for months must not keep one handle per client.
    }
}

} // namespace tcp
