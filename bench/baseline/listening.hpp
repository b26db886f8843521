// How a server by hand begins: the command line, a listening socket, its first line.
#pragma once

#include <iostream>
#include <string>

#include <sockets.hpp>

#include "baseline/command_line.hpp"

namespace bench::baseline {

/// Says what is wrong and with which status the program ends.
inline int fail(const std::string& what) {
    std::cerr << what << ": " << last_error() << '\n';
    return 1;
}

/// Binds `at` to `local`, listens, asks for the port. False: last_error() says why.
template <class Address>
bool listen_at(handle at, Address& local) {
    auto* const address = reinterpret_cast<sockaddr*>(&local);
    address_length size = sizeof local;
    return ::bind(at, address, size) == 0 && ::listen(at, backlog) == 0 &&
           ::getsockname(at, address, &size) == 0;
}

/// A listening socket, after "listening on 127.0.0.1:PORT" on standard output; no_handle
/// after a word on error output.
inline handle listen_on(const command_line& wanted) {
    if (!start_sockets()) {
        fail("cannot start sockets");
        return no_handle;
    }
    const handle made = ::socket(wanted.v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    bool listens = false;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (made != no_handle && wanted.v6) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(wanted.port);
        v6.sin6_addr = in6addr_loopback;
        listens = listen_at(made, v6);
    } else if (made != no_handle) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(wanted.port);
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        listens = listen_at(made, v4);
    }
    const std::string name = wanted.v6 ? "[::1]:" : "127.0.0.1:";
    if (!listens) {
        fail("cannot listen on " + name + std::to_string(wanted.port));
        return no_handle;
    }
    // Flushed, for whoever waits for this line reads it through a pipe.
    std::cout << "listening on " << name << ntohs(wanted.v6 ? v6.sin6_port : v4.sin_port)
              << std::endl;
    return made;
}

/// Takes the next client; no_handle where there is none after all. False: it cannot take
/// any, and last_error() says why.
inline bool take_client(handle listening, handle& client) {
    client = ::accept(listening, nullptr, nullptr);
    return client != no_handle || would_wait() || client_left();
}

} // namespace bench::baseline
