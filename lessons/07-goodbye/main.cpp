// Run it and look: one whole conversation, from either side. ./kit run 7
#include <array>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <span>
#include <vector>

#include <net/process.hpp>

#include "../look.hpp"
#include "goodbye.hpp"

namespace {

int echo_one(const tcp::endpoint& local) {
    const auto echoed = tcp::echo_one_client(
        local,
        [](const tcp::endpoint& where, void*) {
            look::say("listening on " + look::words(where.address, where.port));
        },
        nullptr);
    if (!echoed)
        return look::fail("echo to a client on " + look::words(local.address, local.port),
                          echoed.error());
    look::say("echoed " + std::to_string(*echoed) + " bytes");
    return 0;
}

int ask_server(const tcp::endpoint& server) {
    net::use_binary_stdio();
    std::vector<std::byte> request;
    std::array<std::byte, 4096> piece;
    for (;;) {
        const auto read = net::read_standard_input(piece.data(), piece.size());
        if (!read)
            return look::fail("read standard input", read.error());
        if (*read == 0)
            break;
        const auto fresh = std::span(piece).first(*read);
        request.insert(request.end(), fresh.begin(), fresh.end());
    }
    const auto answer = tcp::ask(server, request);
    if (!answer)
        return look::fail("ask " + look::words(server.address, server.port),
                          answer.error());
    if (std::fwrite(answer->data(), 1, answer->size(), stdout) != answer->size() ||
        std::fflush(stdout) != 0)
        return look::fail("write the answer to standard output",
                          std::make_error_code(std::errc::io_error));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    constexpr auto usage = "usage: main [--port N]\n"
                           "       main --ask --port N < REQUEST\n       main --help";
    const auto wanted = look::parse(argc, argv, usage, {"--port", "--ask"});
    if (wanted.ask && wanted.port == 0)
        look::wrong_usage(usage, "--ask needs --port, from 1 to 65535");
    const auto there = tcp::loopback(wanted.port);
    return wanted.ask ? ask_server(there) : echo_one(there);
}
