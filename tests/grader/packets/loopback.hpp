// kit as the other side of a conversation, where a lesson has a program for one only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include <net/socket.hpp>

namespace kit {

/// A TCP socket on 127.0.0.1, for a few blocking calls. What fails is kept in error().
class loopback_socket {
  public:
    loopback_socket();
    ~loopback_socket();
    loopback_socket(const loopback_socket&) = delete;
    loopback_socket& operator=(const loopback_socket&) = delete;

    /// Listens on a port that the system chooses: which one; 0: it failed.
    [[nodiscard]] std::uint16_t listen();
    bool connect(std::uint16_t port);
    /// Sends a text that fits into the send buffer.
    bool send(std::string_view text);
    bool finish_sending();
    /// Receives so many bytes, or until the end of the stream; each wait for some has a
    /// limit of five seconds.
    [[nodiscard]] std::string receive(std::size_t most);
    void close();

    [[nodiscard]] std::error_code error() const { return error_; }

  private:
    template <typename T>
    bool good(const net::result<T>& answer);

    net::native_handle handle_ = net::invalid_handle;
    std::error_code error_;
};

} // namespace kit
