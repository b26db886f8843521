// Lesson 08: the echo client. Main sends, a thread prints.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <net/process.hpp>

#include "../04-connect/connect.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"
#include "echo.hpp"
#include "words.hpp"

namespace {

// Ends the process at once: the other thread may wait for something that never comes.
// Whatever was printed has been flushed.
[[noreturn]] void give_up(const std::string& why) {
    static std::atomic<bool> told = false;
    if (!told.exchange(true))
        std::cerr << "connection lost: " + why + "\n" << std::flush;
    std::_Exit(1);
}

void print_answer(const tcp::socket& stream, std::atomic<bool>& ended) {
    std::vector<char> piece(std::size_t{64} * 1024);
    for (;;) {
        const auto got =
            tcp::receive_some(stream, std::as_writable_bytes(std::span(piece)));
        if (!got)
            give_up(got.error().message());
        if (*got == 0)
            break;
        std::cout.write(piece.data(), static_cast<std::streamsize>(*got)).flush();
        if (!std::cout)
            give_up("standard output takes no more");
    }
    ended = true;
}

void send_input(const tcp::socket& stream, const std::atomic<bool>& ended) {
    std::vector<std::byte> piece(std::size_t{64} * 1024);
    for (;;) {
        const auto got = net::read_standard_input(piece.data(), piece.size());
        if (!got)
            give_up("standard input: " + got.error().message());
        if (*got == 0)
            break;
        if (ended)
            give_up("the server has finished before the input has");
        const auto sent = tcp::send_all(stream, std::span(piece).first(*got));
        if (!sent)
            give_up(sent.error().message());
    }
    const auto finished = tcp::finish_sending(stream);
    if (!finished)
        give_up(finished.error().message());
}

} // namespace

int main(int argc, char** argv) {
    constexpr std::string_view usage =
        "usage: client [HOST] [--port N] [--help]\n"
        "  HOST  an address in digits; 127.0.0.1 unless said";
    command_line line;
    line.numbers = {{"--port", {1, 65535, tcp::default_port}}};
    line.most_plain_words = 1;
    if (!line.read(argc, argv))
        return wrong_usage(usage);
    const auto host = net::parse_address(
        line.plain_words.empty() ? std::string_view("127.0.0.1") : line.plain_words[0]);
    if (!host)
        return wrong_usage(usage);
    if (line.help)
        return show_usage(usage);
    net::use_binary_stdio();

    auto server = tcp::from_socket_address(*host);
    server.port = line.numbers["--port"].value;
    auto stream = tcp::connect_to(server);
    if (!stream)
        return network_failure("cannot connect to " +
                                   net::to_string(tcp::to_socket_address(server)),
                               stream.error());

    std::atomic<bool> ended = false;
    std::thread printer([&] { print_answer(*stream, ended); });
    send_input(*stream, ended);
    printer.join();
    const auto closed = stream->close();
    return closed ? 0 : network_failure("connection lost", closed.error());
}
