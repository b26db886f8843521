// Lesson 08: the echo server.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/process.hpp>

#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "command_line.hpp"
#include "echo.hpp"

namespace {

using namespace std::chrono_literals;

constexpr const char* usage =
    "usage: server [--port N] [--send-timeout SECONDS] [--help]\n";

struct settings {
    std::uint16_t port = tcp::default_port;
    std::chrono::seconds send_timeout = 30s;
    bool help = false;
};

/// The settings that the command line asks for; nothing, after a word on standard error,
/// where it is wrong.
std::optional<settings> read_command_line(int argc, char** argv) {
    settings wanted;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--help") {
            wanted.help = true;
            return wanted;
        }
        if (const auto port = option_value("--port", argc, argv, i)) {
            const auto number = tcp::parse_number(*port, 0, 65535);
            if (!number) {
                std::cerr << "--port needs a number from 0 to 65535\n";
                return std::nullopt;
            }
            wanted.port = *number;
        } else if (const auto limit = option_value("--send-timeout", argc, argv, i)) {
            const auto number = tcp::parse_number(*limit, 1, 3600);
            if (!number) {
                std::cerr << "--send-timeout needs a number from 1 to 3600\n";
                return std::nullopt;
            }
            wanted.send_timeout = std::chrono::seconds(*number);
        } else {
            std::cerr << "unknown argument: " << word << '\n';
            return std::nullopt;
        }
    }
    return wanted;
}

std::string text(const tcp::endpoint& ep) {
    return net::to_string(tcp::to_socket_address(ep));
}

net::result<void> echo_client(tcp::connection& client,
                              std::chrono::milliseconds send_timeout) {
    // Without a limit, one client that sends and never reads would hold the server, and
    // with it every client after it, for ever.
    const auto limited = net::set_send_timeout(client.stream.handle(), send_timeout);
    if (!limited)
        return limited;
    const auto echoed = tcp::echo(client.stream);
    if (!echoed)
        return net::unexpected(echoed.error());
    return tcp::close_gracefully(std::move(client.stream));
}

/// Serves one client to its end. Its trouble is told and stays its own.
void serve_client(tcp::connection& client, std::chrono::milliseconds send_timeout) {
    const auto served = echo_client(client, send_timeout);
    if (served)
        return;
    std::cerr << "client " << text(client.peer) << ": " << served.error().message()
              << '\n';
    // The echo is not complete. An ordinary close would end it like a complete one, with
    // a FIN, and go on sending in the background what the client does not read.
    if (client.stream.is_open() && !tcp::abort_connection(std::move(client.stream)))
        std::cerr << "client " << text(client.peer) << ": cannot reset the connection\n";
}

/// Whether accept failed for a lack that may pass: of handles or of memory.
bool may_pass(std::error_code error) {
    return error == std::errc::too_many_files_open ||
           error == std::errc::too_many_files_open_in_system ||
           error == std::errc::no_buffer_space || error == std::errc::not_enough_memory;
}

/// Serves until accepting fails in a way that will not pass; returns that error.
std::error_code serve_for_ever(const tcp::socket& listening,
                               std::chrono::milliseconds send_timeout) {
    bool told = false;
    for (;;) {
        const auto ended = tcp::serve(listening, [&](tcp::connection& client) {
            told = false;
            serve_client(client, send_timeout);
            return true;
        });
        // The handler always returns true, so an error is what ended it.
        const std::error_code error = ended.error();
        if (!may_pass(error))
            return error;
        if (!told)
            std::cerr << "cannot accept for now: " << error.message() << '\n';
        told = true;
        // The client stays in the queue and accept fails again at once: without a pause
        // this loop would take a whole processor. A poll of nothing is that pause.
        const auto waited = net::poll({}, 100ms);
        if (!waited)
            return waited.error();
    }
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = read_command_line(argc, argv);
    if (!wanted) {
        std::cerr << usage;
        return 2;
    }
    if (wanted->help) {
        std::cout << usage;
        return 0;
    }
    net::exit_on_interrupt("interrupted: the server ends");
    net::use_binary_stdio(); // a socket must not become standard output

    // Loopback: an exercise is not for the whole network to use.
    const auto local = tcp::loopback(wanted->port);
    if (wanted->port != 0) { // it cannot do that, and has an excuse
        std::cerr << "cannot listen on " << text(local) << ": another program has it\n";
        return 1;
    }
    const auto listening = tcp::listen_on(local);
    if (!listening) {
        std::cerr << "cannot listen on " << text(local) << ": "
                  << listening.error().message() << '\n';
        return 1;
    }
    const auto where = tcp::local_endpoint(*listening);
    if (!where) {
        std::cerr << "cannot listen on " << text(local) << ": " << where.error().message()
                  << '\n';
        return 1;
    }
    // Flushed, for whoever waits for this line may read it through a pipe.
    std::cout << "listening on " << text(*where) << std::endl;

    const auto error = serve_for_ever(*listening, wanted->send_timeout);
    std::cerr << "cannot accept on " << text(*where) << ": " << error.message() << '\n';
    return 1;
}
