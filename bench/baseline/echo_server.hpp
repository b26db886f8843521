// One client after another, as the server of lesson 08: what everything is compared with.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "baseline/listening.hpp"

namespace bench::baseline {

/// Sends all of it. With --spin the socket does not wait, so this does.
inline bool send_whole(handle to, const char* data, std::size_t size) {
    while (size > 0) {
        const long sent = send_some(to, data, size);
        if (sent < 0) {
            if (would_wait())
                continue;
            return false;
        }
        data += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

/// Sends back what comes, each piece when it comes. The buffer is where that of lesson 08
/// is, on the stack: where it lies changes the speed of a copy by a percent or two, and
/// that is not what is compared.
inline void echo(handle client) {
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        const long received = receive(client, buffer.data(), buffer.size());
        if (received < 0 && would_wait())
            continue;
        if (received <= 0 ||
            !send_whole(client, buffer.data(), static_cast<std::size_t>(received)))
            return;
    }
}

/// Answers only when `wanted.whole` bytes have come: with as many, or with one.
inline void answer_whole(handle client, const command_line& wanted) {
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        for (std::size_t left = wanted.whole; left > 0;) {
            const long received =
                receive(client, buffer.data(), std::min(left, buffer.size()));
            if (received < 0 && would_wait())
                continue;
            if (received <= 0)
                return;
            left -= static_cast<std::size_t>(received);
        }
        for (std::size_t left = wanted.short_answer ? 1 : wanted.whole; left > 0;) {
            const std::size_t piece = std::min(left, buffer.size());
            if (!send_whole(client, buffer.data(), piece))
                return;
            left -= piece;
        }
    }
}

inline int serve_one_after_another(int argc, char** argv) {
    const auto wanted = read_command_line(argc, argv);
    const handle listening = listen_on(wanted);
    if (listening == no_handle)
        return 1;
    for (;;) {
        handle client = no_handle;
        if (!take_client(listening, client))
            return fail("cannot accept");
        if (client == no_handle || (wanted.spin && !set_nonblocking(client)))
            continue;
        wanted.whole > 0 ? answer_whole(client, wanted) : echo(client);
        close_handle(client);
    }
}

} // namespace bench::baseline
