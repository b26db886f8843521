// The client on the platform layer: net:: and nothing of a lesson.
#include <system_error>

#include <net/byte_order.hpp>
#include <net/socket.hpp>

#include "operations.hpp"

namespace bench {
namespace {

class platform_socket {
  public:
    platform_socket() = default;
    platform_socket(const platform_socket&) = delete;
    platform_socket& operator=(const platform_socket&) = delete;
    ~platform_socket() { static_cast<void>(close()); }

    [[nodiscard]] bool connect(const target& to) {
        net::socket_address address;
        address.family = to.v6 ? net::address_family::ipv6 : net::address_family::ipv4;
        address.port = net::htons(to.port);
        if (to.v6)
            address.address.back() = 1;
        else
            address.address = {127, 0, 0, 1};
        const auto made = net::socket(address.family);
        if (!made)
            return failed("socket", made.error());
        handle_ = *made;
        const auto done = net::connect(handle_, address);
        return done ? true : failed("connect", done.error());
    }

    [[nodiscard]] bool send_all(const char* data, std::size_t size) {
        while (size > 0) {
            const auto sent = net::send(handle_, data, size);
            if (!sent)
                return failed("send", sent.error());
            data += *sent;
            size -= *sent;
        }
        return true;
    }

    [[nodiscard]] bool receive_exactly(char* buffer, std::size_t size) {
        while (size > 0) {
            const auto received = net::recv(handle_, buffer, size);
            if (!received)
                return failed("recv", received.error());
            if (*received == 0)
                return failed("recv", "the server ended the connection");
            buffer += *received;
            size -= *received;
        }
        return true;
    }

    [[nodiscard]] bool finish_and_close() {
        const auto finished = net::shutdown(handle_, net::shutdown_how::send);
        if (!finished)
            return failed("shutdown", finished.error());
        char byte = 0;
        const auto received = net::recv(handle_, &byte, 1);
        if (!received)
            return failed("recv", received.error());
        return close();
    }

    [[nodiscard]] net::native_handle native() const { return handle_; }
    [[nodiscard]] std::string why() const { return why_; }

  private:
    bool close() {
        if (handle_ == net::invalid_handle)
            return true;
        const auto closed = net::close(handle_);
        handle_ = net::invalid_handle;
        return closed ? true : failed("close", closed.error());
    }
    bool failed(const char* call, const std::string& reason) {
        why_ = std::string(call) + ": " + reason;
        return false;
    }
    bool failed(const char* call, std::error_code error) {
        return failed(call, error.message());
    }

    net::native_handle handle_ = net::invalid_handle;
    std::string why_;
};

} // namespace

const client& platform_client() {
    return client_on<platform_socket>();
}

} // namespace bench
