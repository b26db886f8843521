// A server that receives and says when it has all: what `stream` measures, on the
// functions of lessons 03, 05 and 06.
//
//   usage: NAME --port N --whole BYTES
//
// Answers with one byte when BYTES bytes have come, and waits for as many again.
#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <span>

#include "../02-address/address.hpp"
#include "../03-listen/listen.hpp"
#include "../05-accept/accept.hpp"
#include "../06-exchange/exchange.hpp"

#include "baseline/command_line.hpp"

namespace {

/// Receives `whole` bytes. False: the end of the stream, or an error.
bool receive(const tcp::socket& client, std::size_t whole) {
    std::array<std::byte, 64 * 1024> buffer;
    while (whole > 0) {
        const auto piece = std::span(buffer).first(std::min(whole, buffer.size()));
        const auto received = tcp::receive_some(client, piece);
        if (!received || *received == 0)
            return false;
        whole -= *received;
    }
    return true;
}

int fail(const char* what, std::error_code error) {
    std::cerr << what << ": " << error.message() << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    const auto listening = tcp::listen_on(tcp::loopback(wanted.port));
    if (!listening)
        return fail("cannot listen", listening.error());
    const auto where = tcp::local_endpoint(*listening);
    if (!where)
        return fail("cannot listen", where.error());
    std::cout << "listening on " << net::to_string(tcp::to_socket_address(*where))
              << std::endl;
    const std::array answer{std::byte{'.'}};
    const auto ended = tcp::serve(*listening, [&](tcp::connection& client) {
        while (receive(client.stream, wanted.whole) &&
               tcp::send_all(client.stream, answer)) {
        }
        return true;
    });
    return ended ? 0 : fail("cannot accept", ended.error());
}
