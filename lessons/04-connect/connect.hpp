// Lesson 04: the client's side of the handshake.
#pragma once

#include <span>

#include "../02-address/address.hpp"

namespace tcp {

/// Opens a socket and connects it to `remote`. When a step fails, nothing stays open and
/// the error is that of the failed step.
[[nodiscard]] net::result<socket> connect_to(const endpoint& remote);

/// Tries the endpoints in their order, each with a new socket, and returns the first
/// connection that stands; the ones after it are not tried. Where none stands: the error
/// of the last attempt, and nothing stays open. An empty list is
/// std::errc::invalid_argument.
[[nodiscard]] net::result<socket> connect_to_first(std::span<const endpoint> remotes);

/// The address of the other side. Errors: those of net::getpeername, unchanged.
[[nodiscard]] net::result<endpoint> remote_endpoint(const socket& connected);

} // namespace tcp
