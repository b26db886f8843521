// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

namespace tcp {

net::result<void> start_listening(const socket& bound, int backlog) {
    if (backlog < 1)
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    const auto listening = net::listen(bound.handle(), backlog);
    if (!listening)
        (void)net::close(bound.handle());
    return listening;
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    auto s = open_bound(local);
    if (!s)
        return net::unexpected(s.error());
    const auto listening = start_listening(*s, backlog);
    if (!listening)
        return net::unexpected(listening.error());
    return s;
}

} // namespace tcp
