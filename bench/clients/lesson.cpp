// The client on the functions of lessons 04, 06 and 07. Compiled twice: with the
// reference, and with the student's own code in a namespace of another name
// (-Dtcp=own_tcp), so that both can be measured in turns by one program.
#include <utility>

#include "../04-connect/connect.hpp"
#include "../06-exchange/exchange.hpp"
#include "../07-goodbye/goodbye.hpp"

#include "operations.hpp"

namespace bench {
namespace {

class lesson_socket {
  public:
    [[nodiscard]] bool connect(const target& to) {
        auto made = tcp::connect_to(tcp::loopback(
            to.port, to.v6 ? net::address_family::ipv6 : net::address_family::ipv4));
        if (!made)
            return failed("tcp::connect_to", made.error().message());
        socket_ = std::move(*made);
        return true;
    }

    [[nodiscard]] bool send_all(const char* data, std::size_t size) {
        const auto sent = tcp::send_all(socket_, std::as_bytes(std::span(data, size)));
        return sent ? true : failed("tcp::send_all", sent.error().message());
    }

    [[nodiscard]] bool receive_exactly(char* buffer, std::size_t size) {
        const auto received = tcp::receive_exactly(
            socket_, std::as_writable_bytes(std::span(buffer, size)));
        if (!received)
            return failed("tcp::receive_exactly", received.error().message());
        return *received == size
                   ? true
                   : failed("tcp::receive_exactly", "the server ended the connection");
    }

    [[nodiscard]] bool finish_and_close() {
        const auto closed = tcp::close_gracefully(std::move(socket_));
        return closed ? true : failed("tcp::close_gracefully", closed.error().message());
    }

    [[nodiscard]] net::native_handle native() const { return socket_.handle(); }
    [[nodiscard]] std::string why() const { return why_; }

  private:
    bool failed(const char* call, const std::string& reason) {
        why_ = std::string(call) + ": " + reason;
        return false;
    }

    tcp::socket socket_;
    std::string why_;
};

} // namespace

// FIRST_BYTE_CLIENT: reference_client or own_client.
const client* FIRST_BYTE_CLIENT() {
    return &client_on<lesson_socket>();
}

} // namespace bench
