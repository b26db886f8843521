// Echo on Asio's asynchronous calls, one thread: the library's example
// async_tcp_echo_server (examples/cpp11/echo), with a buffer of 64 KiB, and told that one
// thread runs it (overview/core/concurrency_hint).
#include <array>
#include <cstddef>
#include <iostream>
#include <memory>
#include <utility>

#include <asio.hpp>

#include "baseline/command_line.hpp"

namespace {

using asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
  public:
    explicit session(tcp::socket socket) : socket_(std::move(socket)) {}

    void read() {
        socket_.async_read_some(asio::buffer(data_),
                                [this, self = shared_from_this()](asio::error_code error,
                                                                  std::size_t length) {
                                    if (!error)
                                        write(length);
                                });
    }

  private:
    void write(std::size_t length) {
        asio::async_write(
            socket_, asio::buffer(data_, length),
            [this, self = shared_from_this()](asio::error_code error, std::size_t) {
                if (!error)
                    read();
            });
    }

    tcp::socket socket_;
    std::array<char, 64 * 1024> data_;
};

void accept_next(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](asio::error_code error, tcp::socket client) {
        if (error)
            throw asio::system_error(error, "accept");
        std::make_shared<session>(std::move(client))->read();
        accept_next(acceptor);
    });
}

void serve(std::uint16_t port) {
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    std::cout << "listening on " << acceptor.local_endpoint() << std::endl;
    accept_next(acceptor);
    context.run();
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
