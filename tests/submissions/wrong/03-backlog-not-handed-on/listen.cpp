// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

namespace tcp {

net::result<void> start_listening(const socket& bound, int backlog) {
    if (backlog < 1)
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::listen(bound.handle(), backlog);
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    auto s = open_bound(local);
    if (!s)
        return net::unexpected(s.error());
    (void)backlog;
    const auto listening = start_listening(*s, default_backlog);
    if (!listening)
        return net::unexpected(listening.error());
    return s;
}

} // namespace tcp
