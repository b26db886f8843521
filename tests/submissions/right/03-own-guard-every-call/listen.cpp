// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

#include <net/options.hpp>

#include "handle_guard.hpp"

namespace {

net::result<void> checked_listen(net::native_handle h, int backlog) {
    return backlog >= 1
               ? net::listen(h, backlog)
               : net::unexpected(std::make_error_code(std::errc::invalid_argument));
}

net::result<void> prepare(net::native_handle h, const tcp::endpoint& local, int backlog) {
    auto answer = net::set_option(h, net::option::reuse_address, 1);
    if (answer)
        answer = net::bind(h, tcp::to_socket_address(local));
    if (answer)
        answer = checked_listen(h, backlog);
    return answer;
}

} // namespace

net::result<void> tcp::start_listening(const socket& bound, int backlog) {
    return checked_listen(bound.handle(), backlog);
}

net::result<tcp::socket> tcp::listen_on(const endpoint& local, int backlog) {
    const auto opened = net::socket(local.family, net::socket_type::stream);
    if (!opened)
        return net::unexpected(opened.error());
    handle_guard guard(*opened);
    const auto prepared = prepare(*opened, local, backlog);
    if (!prepared)
        return net::unexpected(prepared.error());
    return socket(guard.keep());
}
