// Lesson 05: accepting clients, written as states and what follows on each.
#include "accept.hpp"

#include <optional>
#include <system_error>
#include <utility>

namespace tcp {

net::result<connection> accept_one(const socket& listening) {
    for (net::socket_address peer;; peer = net::socket_address{}) {
        if (const auto handle = net::accept(listening.handle(), &peer); handle) {
            socket stream(*handle);
            return connection{std::move(stream), from_socket_address(peer)};
        } else if (handle.error() != net::condition::client_lost) {
            return net::unexpected(handle.error());
        }
    }
}

net::result<void> serve(const socket& listening, const client_handler& handle) {
    enum class state { waiting, talking, closing, finished, failed };
    state now = state::waiting;
    bool last = false;
    std::optional<connection> client;
    std::error_code why;

    while (now != state::finished && now != state::failed) {
        switch (now) {
        case state::waiting: {
            auto next = accept_one(listening);
            if (next) {
                client.emplace(std::move(*next));
                now = state::talking;
            } else {
                why = next.error();
                now = state::failed;
            }
            break;
        }
        case state::talking:
            last = !handle(*client);
            now = state::closing;
            break;
        case state::closing:
            client.reset();
            now = last ? state::finished : state::waiting;
            break;
        case state::finished:
        case state::failed:
            break;
        }
    }
    if (now == state::failed)
        return net::unexpected(why);
    return {};
}

} // namespace tcp
