// What the tests of lesson 08 share.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "program.hpp"

namespace echo_tests {

using support::peer;
using support::program;

inline constexpr std::size_t mebibyte = 1u << 20;

/// A server on a port that the system chose, with its first line read.
struct running_server {
    explicit running_server(std::vector<std::string> more = {})
        : process("server", with_port(std::move(more))), port(process.listening_port()) {}

    [[nodiscard]] peer client(std::string name = "the client") const {
        const support::advice about_the_loop(
            "A client is refused where no socket listens. The server listens as long as "
            "it runs, whatever became of the clients before.");
        return peer::connect_to(support::loopback_address(port), std::move(name));
    }
    [[nodiscard]] std::string port_text() const { return std::to_string(port); }

    program process;
    std::uint16_t port;

  private:
    static std::vector<std::string> with_port(std::vector<std::string> more) {
        more.insert(more.end(), {"--port", "0"});
        return more;
    }
};

/// The client has a whole conversation with the server: so the server serves.
inline void expect_service(peer client, std::string_view who) {
    const std::string text = "hello from " + std::string(who);
    client.send(text);
    client.finish_sending();
    support::expect_bytes(text, client.receive_to_end(), who);
}

/// Sends `bytes` again and again until the other side has gone; says whether it did.
inline bool send_until_gone(const peer& from, std::string_view bytes) {
    while (std::chrono::steady_clock::now() < support::deadline()) {
        const auto sent = net::os::send(from.handle(), bytes.data(), bytes.size());
        if (!sent && sent.error() != net::condition::would_block)
            return true;
        std::array<net::poll_entry, 1> entry;
        entry[0].handle = from.handle();
        entry[0].want_write = true;
        support::expect_ok(net::os::poll(entry, std::chrono::milliseconds(100)), "poll");
    }
    return false;
}

/// A server as simple as can be: receives a piece, sends all of it back, and receives
/// again. While it waits to be read it reads nothing.
inline void echo_plainly(peer& client) {
    std::string piece(64 * 1024, '\0');
    for (;;) {
        client.wait_readable();
        const auto n = net::os::recv(client.handle(), piece.data(), piece.size());
        support::expect_ok(n, "the server's recv");
        if (*n == 0)
            break;
        client.send(std::string_view(piece).substr(0, *n));
    }
    client.close();
}

/// The client program, connected to a server of the test.
struct running_client {
    explicit running_client(net::address_family family = net::address_family::ipv4,
                            std::vector<std::string> more = {})
        : listening(family), process("client", with_port(std::move(more))),
          server(listening.accept("the server")) {}

    /// The program has ended well, and has printed no more than `rest`.
    void expect_done(std::string_view rest = {}) {
        std::string last;
        {
            const support::advice about_the_end(
                "The input has ended, and so has what the server sends: the conversation "
                "is over, and so is the program.");
            last = process.output();
        }
        std::optional<support::advice> about_nothing;
        if (last.empty())
            about_nothing.emplace("The answer comes after the input has ended. Does the "
                                  "program still receive then, and print what comes?");
        support::expect_bytes(rest, last, "standard output");
        about_nothing.reset();
        process.expect_exit(0);
    }
    /// The program has told of a lost connection.
    void expect_lost() {
        support::expect_contains(process.errors(), "connection lost", "error output");
        process.expect_exit(1);
    }

    support::listening_peer listening;
    program process;
    peer server;

  private:
    std::vector<std::string> with_port(std::vector<std::string> more) const {
        more.insert(more.end(), {"--port", std::to_string(listening.port())});
        return more;
    }
};

} // namespace echo_tests
