// Lesson 08: the echo server, with its own loops.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <net/options.hpp>
#include <net/process.hpp>

#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"
#include "words.hpp"

namespace {

class echo_server {
  public:
    echo_server(tcp::socket listening, std::chrono::seconds patience)
        : listening_(std::move(listening)), patience_(patience),
          buffer_(std::size_t{256} * 1024) {}

    // Serves clients until accept fails, and returns why it did.
    std::error_code run() {
        for (;;) {
            auto client = tcp::accept_one(listening_);
            if (!client)
                return client.error();
            if (const auto trouble = talk(*client); trouble)
                std::cerr << "trouble with " << net::to_string(address(client->peer))
                          << ": " << trouble.message() << '\n';
        }
    }

    static net::socket_address address(const tcp::endpoint& ep) {
        return tcp::to_socket_address(ep);
    }

  private:
    std::error_code talk(tcp::connection& client) {
        tcp::socket stream = std::move(client.stream);
        const auto limited = net::set_send_timeout(stream.handle(), patience_);
        if (!limited)
            return limited.error();
        for (;;) {
            const auto got = tcp::receive_some(stream, buffer_);
            if (!got)
                return got.error();
            if (*got == 0)
                break;
            const auto sent = tcp::send_all(stream, std::span(buffer_).first(*got));
            if (!sent) {
                // Bytes that wait for a client that does not read would wait on.
                (void)tcp::abort_connection(std::move(stream));
                return sent.error();
            }
        }
        const auto closed = tcp::close_gracefully(std::move(stream), 0);
        return closed ? std::error_code{} : closed.error();
    }

    tcp::socket listening_;
    std::chrono::seconds patience_;
    std::vector<std::byte> buffer_;
};

} // namespace

int main(int argc, char** argv) {
    constexpr std::string_view usage =
        "usage: server [--port N] [--send-timeout SECONDS] [--help]\n"
        "  --port N                port to listen on, 0 to 65535; 5000 unless said\n"
        "  --send-timeout SECONDS  patience with a client that does not read; 30";
    command_line line;
    line.numbers = {{"--port", {0, 65535, tcp::default_port}},
                    {"--send-timeout", {1, 3600, 30}}};
    if (!line.read(argc, argv))
        return wrong_usage(usage);
    if (line.help)
        return show_usage(usage);
    net::exit_on_interrupt("stopped by Ctrl-C");

    const auto local = tcp::loopback(line.numbers["--port"].value);
    const auto there = net::to_string(tcp::to_socket_address(local));
    auto listening = tcp::listen_on(local);
    if (!listening)
        return network_failure("cannot listen on " + there, listening.error());
    const auto where = net::getsockname(listening->handle());
    if (!where)
        return network_failure("cannot listen on " + there, where.error());
    std::printf("listening on %s\n", net::to_string(*where).c_str());
    std::fflush(stdout);

    echo_server server(std::move(*listening),
                       std::chrono::seconds(line.numbers["--send-timeout"].value));
    return network_failure("cannot accept on " + net::to_string(*where), server.run());
}
