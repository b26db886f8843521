// A socket by hand: what somebody writes who knows the manual pages and wants nothing
// between the program and the system. No platform layer, no lesson.
#pragma once

#include <cstddef>
#include <string>

#include <sockets.hpp>

#include "clients/clients.hpp"

namespace bench::baseline {

class raw_socket {
  public:
    raw_socket() = default;
    raw_socket(const raw_socket&) = delete;
    raw_socket& operator=(const raw_socket&) = delete;
    ~raw_socket() {
        if (handle_ != no_handle)
            close_handle(handle_);
    }

    [[nodiscard]] bool connect(const target& to) {
        static const bool started = start_sockets();
        if (!started)
            return failed("start of the sockets");
        handle_ = ::socket(to.v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
        if (handle_ == no_handle)
            return failed("socket");
        if (to.v6) {
            sockaddr_in6 address{};
            address.sin6_family = AF_INET6;
            address.sin6_port = htons(to.port);
            address.sin6_addr = in6addr_loopback;
            return connect_to(address);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(to.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return connect_to(address);
    }

    [[nodiscard]] bool send_all(const char* data, std::size_t size) {
        while (size > 0) {
            const long sent = send_some(handle_, data, size);
            if (sent < 0) {
                if (would_wait())
                    continue;
                return failed("send");
            }
            data += sent;
            size -= static_cast<std::size_t>(sent);
        }
        return true;
    }

    [[nodiscard]] bool receive_exactly(char* buffer, std::size_t size) {
        while (size > 0) {
            const long received = receive(handle_, buffer, size);
            if (received <= 0) {
                if (received < 0 && would_wait())
                    continue;
                return failed("recv", received == 0);
            }
            buffer += received;
            size -= static_cast<std::size_t>(received);
        }
        return true;
    }

    [[nodiscard]] bool finish_and_close() {
        if (!finish_sending(handle_))
            return failed("shutdown");
        char byte = 0;
        if (receive(handle_, &byte, 1) < 0)
            return failed("recv");
        close_handle(handle_);
        handle_ = no_handle;
        return true;
    }

    [[nodiscard]] handle native() const { return handle_; }
    [[nodiscard]] std::string why() const { return why_; }

    /// The call that failed last, and the system's reason; false.
    bool failed(const char* call, bool ended = false) {
        why_ = std::string(call) + ": " +
               (ended ? "the server ended the connection" : last_error());
        return false;
    }

  private:
    template <class Address>
    bool connect_to(const Address& address) {
        return ::connect(handle_, reinterpret_cast<const sockaddr*>(&address),
                         sizeof address) == 0 ||
               failed("connect");
    }

    handle handle_ = no_handle;
    std::string why_;
};

} // namespace bench::baseline
