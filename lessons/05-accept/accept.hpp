// Lesson 05: a new socket for each client, while the listening one stays.
#pragma once

#include <functional>

#include <net/error.hpp>

#include "../02-address/address.hpp"

namespace tcp {

/// One client: its own socket, and where it is.
struct connection {
    socket stream;
    endpoint peer;
};

/// Waits for the next client and returns its connection. That the connection of a client
/// failed while it waited in the queue (net::condition::client_lost: it left, or the
/// network lost it) is nobody's fault here: the next one is taken. Every other error ends
/// the call and is returned unchanged.
[[nodiscard]] net::result<connection> accept_one(const socket& listening);

/// What to do with one client. Returning false ends serve() after this client.
using client_handler = std::function<bool(connection& client)>;

/// Serves one client after another: accepts, calls `handle`, closes that client's socket
/// unless the handler has taken it away, and goes on with the next until the handler
/// returns false. The listening socket is only borrowed: it still listens afterwards.
///
/// Errors: those of accept_one end the loop and are returned; std::errc::
/// too_many_files_open is one of them, for an accept loop that tries again at once
/// would keep a processor busy for nothing.
[[nodiscard]] net::result<void> serve(const socket& listening,
                                      const client_handler& handle);

} // namespace tcp
