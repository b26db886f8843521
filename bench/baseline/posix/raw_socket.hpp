// A socket by hand: what somebody writes who knows the manual pages and wants nothing
// between the program and the system. No platform layer, no lesson.
#pragma once

#include <cerrno>
#include <cstring>
#include <string>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clients/clients.hpp"

namespace bench::baseline {

class raw_socket {
  public:
    raw_socket() = default;
    raw_socket(const raw_socket&) = delete;
    raw_socket& operator=(const raw_socket&) = delete;
    ~raw_socket() {
        if (fd_ >= 0)
            ::close(fd_);
    }

    [[nodiscard]] bool connect(const target& to) {
        fd_ = ::socket(to.v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
        if (fd_ < 0)
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
            const ssize_t sent = ::send(fd_, data, size, MSG_NOSIGNAL);
            if (sent < 0) {
                if (errno == EINTR)
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
            const ssize_t received = ::recv(fd_, buffer, size, flags_);
            if (received <= 0) {
                if (received < 0 && (errno == EINTR || (errno == EAGAIN && flags_ != 0)))
                    continue;
                return failed("recv", received == 0);
            }
            buffer += received;
            size -= static_cast<std::size_t>(received);
        }
        return true;
    }

    [[nodiscard]] bool finish_and_close() {
        if (::shutdown(fd_, SHUT_WR) != 0)
            return failed("shutdown");
        char byte = 0;
        if (::recv(fd_, &byte, 1, 0) < 0)
            return failed("recv");
        const int closed = ::close(fd_);
        fd_ = -1;
        return closed == 0 ? true : failed("close");
    }

    /// From now on receive_exactly waits in a loop, and not in the system.
    void spin() { flags_ = MSG_DONTWAIT; }

    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] std::string why() const { return why_; }

    bool failed(const char* call, bool ended = false) {
        why_ = std::string(call) + ": " +
               (ended ? "the server ended the connection" : std::strerror(errno));
        return false;
    }

  private:
    template <class Address>
    bool connect_to(const Address& address) {
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
            0)
            return true;
        return failed("connect");
    }

    int fd_ = -1;
    int flags_ = 0;
    std::string why_;
};

} // namespace bench::baseline
