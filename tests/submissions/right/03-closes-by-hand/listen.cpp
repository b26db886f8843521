// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

#include <optional>
#include <utility>

namespace tcp {

namespace {

std::optional<std::error_code> problem_with(int backlog) {
    switch (backlog >= 1 ? 1 : 0) {
    case 0:
        return std::make_error_code(std::errc::invalid_argument);
    default:
        return std::nullopt;
    }
}

} // namespace

net::result<void> start_listening(const socket& bound, int backlog) {
    if (const auto problem = problem_with(backlog))
        return net::unexpected(*problem);
    auto answer = net::listen(bound.handle(), backlog);
    if (!answer)
        answer = net::unexpected(answer.error());
    return answer;
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    auto made = open_bound(local);
    if (!made)
        return made;

    socket s = std::move(*made);
    const auto started = start_listening(s, backlog);
    if (started)
        return net::result<socket>(std::move(s));

    const std::error_code why = started.error();
    (void)s.close();
    return net::unexpected(why);
}

} // namespace tcp
