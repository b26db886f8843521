// Lesson 08: the echo server.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <net/options.hpp>
#include <net/process.hpp>

#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"

namespace {

constexpr auto usage = "usage: server [--port N] [--send-timeout SECONDS] [--help]";

struct settings {
    std::uint16_t port = tcp::default_port;
    std::uint16_t send_timeout = 30;
    bool help = false;
};

// What the command line says; nothing where it is wrong.
std::optional<settings> read_settings(int argc, char** argv) {
    settings found;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        if (option == "--help") {
            found.help = true;
            continue;
        }
        if (option != "--port" && option != "--send-timeout")
            return std::nullopt;
        if (i + 1 == argc)
            return std::nullopt;
        const std::string_view text = argv[++i];
        if (option == "--port") {
            if (text.empty())
                continue;
            const auto port = tcp::parse_number(text, 0, 65535);
            if (!port)
                return std::nullopt;
            found.port = *port;
        } else {
            const auto seconds = tcp::parse_number(text, 1, 3600);
            if (!seconds)
                return std::nullopt;
            found.send_timeout = *seconds;
        }
    }
    return found;
}

std::string words(const tcp::endpoint& ep) {
    return net::to_string(tcp::to_socket_address(ep));
}

int fail(const std::string& what, std::error_code why) {
    std::cerr << "cannot " << what << ": " << why.message() << std::endl;
    return 1;
}

// One client, from its first byte to the end of the conversation.
net::result<void> serve_client(tcp::connection& client,
                               std::chrono::seconds send_timeout) {
    const auto limited = net::set_send_timeout(client.stream.handle(), send_timeout);
    if (!limited)
        return net::unexpected(limited.error());
    const auto echoed = tcp::echo(client.stream);
    if (!echoed)
        return net::unexpected(echoed.error());
    return tcp::close_gracefully(std::move(client.stream));
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = read_settings(argc, argv);
    if (!wanted) {
        std::cerr << "wrong command line\n" << usage << std::endl;
        return 2;
    }
    if (wanted->help) {
        std::cout << usage << std::endl;
        return 0;
    }
    net::exit_on_interrupt("interrupted");

    const auto local = tcp::loopback(wanted->port);
    const auto listening = tcp::listen_on(local);
    if (!listening)
        return fail("listen on " + words(local), listening.error());
    const auto where = tcp::local_endpoint(*listening);
    if (!where)
        return fail("ask where the socket listens", where.error());
    std::cout << "listening on " << words(*where) << std::endl;

    const std::chrono::seconds send_timeout(wanted->send_timeout);
    const auto served = tcp::serve(*listening, [&](tcp::connection& client) {
        const auto done = serve_client(client, send_timeout);
        if (!done)
            std::cerr << "client " << words(client.peer) << ": " << done.error().message()
                      << std::endl;
        return true;
    });
    return served ? 0 : fail("accept on " + words(*where), served.error());
}
