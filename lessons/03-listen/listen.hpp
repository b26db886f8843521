// Lesson 03: a socket that waits for connections.
#pragma once

#include "../02-address/address.hpp"

namespace tcp {

/// How many connections may wait to be accepted, unless a caller says otherwise.
inline constexpr int default_backlog = 128;

/// Makes a bound socket a listening one. The backlog is handed on as it is; one below 1
/// is std::errc::invalid_argument, and then no call is made. Other errors: those of
/// net::listen, unchanged.
[[nodiscard]] net::result<void> start_listening(const socket& bound, int backlog);

/// Opens a socket, binds it to `local` and makes it listen: clients can connect from now
/// on. When a step fails, nothing stays open and the error is that of the failed step.
[[nodiscard]] net::result<socket> listen_on(const endpoint& local,
                                            int backlog = default_backlog);

} // namespace tcp
