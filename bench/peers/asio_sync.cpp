// Echo on Asio's blocking calls, a thread for each connection: the library's example
// blocking_tcp_echo_server (examples/cpp11/echo), with a buffer of 64 KiB.
#include <array>
#include <iostream>
#include <thread>
#include <utility>

#include <asio.hpp>

#include "baseline/command_line.hpp"

namespace {

using asio::ip::tcp;

void session(tcp::socket socket) {
    std::array<char, 64 * 1024> data;
    asio::error_code error;
    while (!error) {
        const std::size_t length = socket.read_some(asio::buffer(data), error);
        if (!error)
            asio::write(socket, asio::buffer(data, length), error);
    }
}

void serve(std::uint16_t port) {
    asio::io_context context;
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    std::cout << "listening on " << acceptor.local_endpoint() << std::endl;
    for (;;)
        std::thread(session, acceptor.accept()).detach();
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    try {
        serve(wanted.port);
    } catch (const std::exception& error) {
        std::cerr << "cannot serve: " << error.what() << '\n';
    }
    return 1;
}
