// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

namespace tcp {

net::result<socket> listen_on(const endpoint& local, int backlog) {
    if (auto bound = open_bound(local); bound) {
        if (const auto started = start_listening(*bound, backlog); started) {
            return bound;
        } else {
            return net::unexpected(started.error());
        }
    } else {
        return net::unexpected(bound.error());
    }
}

net::result<void> start_listening(const socket& bound, int backlog) {
    if (backlog > 0) {
        return net::listen(bound.handle(), backlog);
    }
    const auto refused = std::make_error_code(std::errc::invalid_argument);
    return net::unexpected(refused);
}

} // namespace tcp
