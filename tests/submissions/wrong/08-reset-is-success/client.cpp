// Lesson 08: the echo client.
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <net/process.hpp>

#include "../04-connect/connect.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"

namespace {

constexpr auto usage = "usage: client [HOST] [--port N] [--help]";

struct settings {
    tcp::endpoint server = tcp::loopback(tcp::default_port);
    bool help = false;
};

// What the command line says; nothing where it is wrong.
std::optional<settings> read_settings(int argc, char** argv) {
    settings found;
    std::uint16_t port = tcp::default_port;
    bool host_known = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--help") {
            found.help = true;
        } else if (word == "--port") {
            if (i + 1 == argc)
                return std::nullopt;
            const auto value = tcp::parse_number(argv[++i], 1, 65535);
            if (!value)
                return std::nullopt;
            port = *value;
        } else {
            const auto host = net::parse_address(word);
            if (!host || host_known)
                return std::nullopt;
            found.server = tcp::from_socket_address(*host);
            host_known = true;
        }
    }
    found.server.port = port;
    return found;
}

// What both threads share.
struct conversation {
    explicit conversation(tcp::socket s) : stream(std::move(s)) {}
    tcp::socket stream;
    std::atomic<bool> server_finished = false;
    net::result<void> upload = {};
};

// From standard input to the server, until one of them ends.
net::result<void> send_input(const conversation& talk) {
    std::array<std::byte, 16384> piece;
    for (;;) {
        const auto n = net::read_standard_input(piece.data(), piece.size());
        if (!n)
            return net::unexpected(n.error());
        if (*n == 0)
            return {};
        if (talk.server_finished)
            return net::unexpected(std::make_error_code(std::errc::connection_reset));
        const auto sent = tcp::send_all(talk.stream, std::span(piece).first(*n));
        if (!sent)
            return sent;
    }
}

// Sends the input and says that there is no more, however it went.
void upload(conversation& talk) {
    talk.upload = send_input(talk);
    const auto finished = tcp::finish_sending(talk.stream);
    if (talk.upload && !finished)
        talk.upload = finished;
}

// From the server to standard output, until the server has finished.
net::result<void> print_answer(const conversation& talk) {
    std::array<std::byte, 16384> piece;
    for (;;) {
        const auto n = tcp::receive_some(talk.stream, piece);
        if (!n)
            return net::unexpected(n.error());
        if (*n == 0)
            return {};
        if (std::fwrite(piece.data(), 1, *n, stdout) != *n || std::fflush(stdout) != 0)
            return net::unexpected(std::make_error_code(std::errc::io_error));
    }
}

int lost(std::error_code why) {
    std::cerr << "connection lost: " << why.message() << std::endl;
    return 1;
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
    net::use_binary_stdio();

    auto stream = tcp::connect_to(wanted->server);
    if (!stream) {
        std::cerr << "cannot connect to "
                  << net::to_string(tcp::to_socket_address(wanted->server)) << ": "
                  << stream.error().message() << std::endl;
        return 1;
    }
    std::cerr << "connected" << std::endl;

    const auto talk = std::make_shared<conversation>(std::move(*stream));
    std::thread sender([talk] { upload(*talk); });
    const auto printed = print_answer(*talk);
    if (!printed) {
        sender.detach(); // it may wait for input that never comes
        return 0;
    }
    talk->server_finished = true;
    sender.join();
    return talk->upload ? 0 : lost(talk->upload.error());
}
