#include "listen.hpp"

namespace tcp {

net::result<void> start_listening(const socket& bound, int backlog) {
    // What a queue without places means differs from system to system: never ask for it.
    if (backlog < 1)
        return net::unexpected(std::make_error_code(std::errc::invalid_argument));
    return net::listen(bound.handle(), backlog);
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    auto s = open_bound(local);
    const auto listening = start_listening(*s, backlog);
    if (!listening)
        return net::unexpected(listening.error()); // s closes the socket on the way out
    return s;
}

} // namespace tcp
