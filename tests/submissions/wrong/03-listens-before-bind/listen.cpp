// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

#include <net/options.hpp>

namespace tcp {

net::result<void> start_listening(const socket& bound, int backlog) {
    if (backlog < 1)
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::listen(bound.handle(), backlog);
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    auto s = open_socket(local.family);
    if (!s)
        return net::unexpected(s.error());
    const auto reused = net::set_option(s->handle(), net::option::reuse_address, 1);
    if (!reused)
        return net::unexpected(reused.error());
    const auto listening = start_listening(*s, backlog);
    if (!listening)
        return net::unexpected(listening.error());
    const auto bound = net::bind(s->handle(), to_socket_address(local));
    if (!bound)
        return net::unexpected(bound.error());
    return s;
}

} // namespace tcp
