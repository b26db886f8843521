// An echo server with a thread for each connection, which waits in its own recv.
#pragma once

#include <array>
#include <cstddef>
#include <system_error>
#include <thread>

#include "baseline/listening.hpp"

namespace bench::baseline {

inline bool send_all(handle to, const char* data, std::size_t size) {
    while (size > 0) {
        const long sent = send_some(to, data, size);
        if (sent < 0)
            return false;
        data += sent;
        size -= static_cast<std::size_t>(sent);
    }
    return true;
}

inline void echo_until_end(handle client) {
    std::array<char, 64 * 1024> buffer; // on this thread's stack
    for (;;) {
        const long received = receive(client, buffer.data(), buffer.size());
        if (received <= 0 ||
            !send_all(client, buffer.data(), static_cast<std::size_t>(received)))
            break;
    }
    close_handle(client);
}

inline int threads_main(int argc, char** argv) {
    const handle listening = listen_on(read_command_line(argc, argv));
    if (listening == no_handle)
        return 1;
    handle client = no_handle;
    while (take_client(listening, client)) {
        if (client == no_handle)
            continue;
        try {
            std::thread(echo_until_end, client).detach();
        } catch (const std::system_error& error) {
            std::cerr << "cannot start a thread: " << error.what() << '\n';
            return 1;
        }
    }
    return fail("cannot accept");
}

} // namespace bench::baseline
