// Lesson 03: a socket that waits for connections.
#include "listen.hpp"

#include <utility>

#include "and_then.hpp"

namespace tcp {

net::result<void> start_listening(const socket& bound, int backlog) {
    const auto valid = [](int b) -> net::result<int> {
        if (b <= 0)
            return net::unexpected(std::make_error_code(std::errc::invalid_argument));
        return b;
    };
    return and_then(valid(backlog),
                    [&bound](int b) { return net::listen(bound.handle(), b); });
}

net::result<socket> listen_on(const endpoint& local, int backlog) {
    return and_then(open_bound(local), [backlog](socket&& s) -> net::result<socket> {
        if (const auto listening = start_listening(s, backlog); !listening)
            return net::unexpected(listening.error());
        net::result<socket> answer(std::move(s));
        return answer;
    });
}

} // namespace tcp
