#include "connect_watch.hpp"

#include <algorithm>

#include <winsock2.h>

namespace net::windows {
namespace {

/// At most FD_SETSIZE of them: on Windows that is a count, not the largest value.
void ask(std::span<const native_handle> some, std::vector<native_handle>& failed) {
    fd_set broken;
    FD_ZERO(&broken);
    for (const auto socket : some)
        FD_SET(socket, &broken);
    timeval at_once{0, 0};
    const int seen = select(0, nullptr, nullptr, &broken, &at_once);
    if (seen == SOCKET_ERROR && some.size() > 1) {
        // One of them is no socket any more: that must not hide the others.
        for (const auto& socket : some)
            ask({&socket, 1}, failed);
        return;
    }
    if (seen == SOCKET_ERROR)
        return;
    for (const auto socket : some)
        if (FD_ISSET(socket, &broken))
            failed.push_back(socket);
}

} // namespace

std::vector<native_handle> failed_connects(std::span<const native_handle> sockets) {
    std::vector<native_handle> failed;
    while (!sockets.empty()) {
        const auto part = std::min<std::size_t>(sockets.size(), FD_SETSIZE);
        ask(sockets.first(part), failed);
        sockets = sockets.subspan(part);
    }
    return failed;
}

} // namespace net::windows
