// The blocking echo server on the platform layer: net:: and nothing of a lesson. With
// --whole BYTES it answers when so many have come; with --short, with one byte.
#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <string>
#include <system_error>

#include <net/byte_order.hpp>
#include <net/process.hpp>
#include <net/socket.hpp>

#include "baseline/command_line.hpp"

namespace {

using block = std::array<std::byte, 64 * 1024>; // on the stack, as in lesson 08

bool send_all(net::native_handle to, const std::byte* data, std::size_t size) {
    while (size > 0) {
        const auto sent = net::send(to, data, size);
        if (!sent)
            return false;
        data += *sent;
        size -= *sent;
    }
    return true;
}

/// Sends back what comes. The end of the stream, or an error, ends it.
void echo(net::native_handle client) {
    block buffer;
    for (;;) {
        const auto received = net::recv(client, buffer.data(), buffer.size());
        if (!received || *received == 0 || !send_all(client, buffer.data(), *received))
            return;
    }
}

void answer_whole(net::native_handle client, std::size_t whole) {
    block buffer;
    for (;;) {
        for (std::size_t left = whole; left > 0;) {
            const auto received =
                net::recv(client, buffer.data(), std::min(left, buffer.size()));
            if (!received || *received == 0)
                return;
            left -= *received;
        }
        if (!send_all(client, buffer.data(), 1))
            return;
    }
}

int fail(const char* what, std::error_code error) {
    std::cerr << what << ": " << error.message() << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    net::socket_address local;
    local.family = net::address_family::ipv4;
    local.address = {127, 0, 0, 1};
    local.port = net::htons(wanted.port);
    const auto listening = net::socket(local.family);
    if (!listening)
        return fail("cannot open a socket", listening.error());
    if (const auto bound = net::bind(*listening, local); !bound)
        return fail("cannot bind", bound.error());
    if (const auto listens = net::listen(*listening, 128); !listens)
        return fail("cannot listen", listens.error());
    const auto where = net::getsockname(*listening);
    if (!where)
        return fail("cannot listen", where.error());
    std::cout << "listening on " << net::to_string(*where) << std::endl;
    for (;;) {
        const auto client = net::accept(*listening);
        if (!client)
            return fail("cannot accept", client.error());
        wanted.whole > 0 ? answer_whole(*client, wanted.whole) : echo(*client);
        if (const auto closed = net::close(*client); !closed)
            std::cerr << "close: " << closed.error().message() << '\n';
    }
}
