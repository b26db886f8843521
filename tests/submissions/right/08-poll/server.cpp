// Lesson 08: the echo server on non-blocking sockets. poll does all the waiting.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/process.hpp>

#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"

namespace {

using wait_limit = std::optional<std::chrono::milliseconds>;

// Waits until the socket is ready for what is wanted; timed_out when `limit` has passed.
net::result<void> wait_for(const tcp::socket& s, bool write, wait_limit limit) {
    net::poll_entry entry;
    entry.handle = s.handle();
    entry.want_read = !write;
    entry.want_write = write;
    const auto ready = net::poll({&entry, 1}, limit);
    if (!ready)
        return net::unexpected(ready.error());
    if (*ready == 0)
        return net::unexpected(std::make_error_code(std::errc::timed_out));
    return {};
}

net::result<void> send_within(const tcp::socket& s, std::span<const std::byte> data,
                              std::chrono::milliseconds limit) {
    while (!data.empty()) {
        const auto sent = net::send(s.handle(), data.data(), data.size());
        if (sent) {
            data = data.subspan(*sent);
        } else if (sent.error() != net::condition::would_block) {
            return net::unexpected(sent.error());
        } else if (const auto ready = wait_for(s, true, limit); !ready) {
            return ready;
        }
    }
    return {};
}

net::result<void> echo_within(const tcp::socket& s, std::chrono::milliseconds limit) {
    if (const auto set = net::set_nonblocking(s.handle(), true); !set)
        return set;
    std::array<std::byte, 2048> buffer;
    for (;;) {
        const auto got = net::recv(s.handle(), buffer.data(), buffer.size());
        if (got && *got == 0)
            return net::set_nonblocking(s.handle(), false);
        net::result<void> next;
        if (got)
            next = send_within(s, std::span(buffer).first(*got), limit);
        else if (got.error() == net::condition::would_block)
            next = wait_for(s, false, std::nullopt);
        else
            next = net::unexpected(got.error());
        if (!next)
            return next;
    }
}

int say(std::string_view text, int status) {
    (status == 0 ? std::cout : std::cerr) << text << std::endl;
    return status;
}

} // namespace

int main(int argc, char** argv) {
    const std::string usage =
        "usage: server [--port N] [--send-timeout SECONDS] [--help]";
    std::uint16_t port = tcp::default_port;
    std::uint16_t seconds = 30;
    while (argc > 1) {
        const std::string_view option = *++argv;
        --argc;
        if (option == "--help")
            return say(usage, 0);
        const bool is_port = option == "--port";
        if ((!is_port && option != "--send-timeout") || argc == 1)
            return say("cannot understand " + std::string(option) + "\n" + usage, 2);
        const auto value = is_port ? tcp::parse_number(*++argv, 0, 65535)
                                   : tcp::parse_number(*++argv, 1, 3600);
        --argc;
        if (!value)
            return say(std::string(option) + " is out of range\n" + usage, 2);
        (is_port ? port : seconds) = *value;
    }
    net::exit_on_interrupt("interrupted, the port is free again");

    const auto local = tcp::loopback(port);
    const auto listening = tcp::listen_on(local);
    if (!listening)
        return say("cannot listen on " + net::to_string(tcp::to_socket_address(local)) +
                       ": " + listening.error().message(),
                   1);
    const auto where = tcp::local_endpoint(*listening);
    if (!where)
        return say("cannot ask for the port: " + where.error().message(), 1);
    (void)say("listening on 127.0.0.1:" + std::to_string(where->port), 0);

    for (;;) {
        auto client = tcp::accept_one(*listening);
        if (!client)
            return say("cannot accept: " + client.error().message(), 1);
        auto done = echo_within(client->stream, std::chrono::seconds(seconds));
        if (done)
            done = tcp::close_gracefully(std::move(client->stream));
        else
            (void)tcp::abort_connection(std::move(client->stream));
        if (!done)
            (void)say("client lost: " + done.error().message(), 1);
    }
}
