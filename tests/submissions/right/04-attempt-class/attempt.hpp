// One attempt to connect, with a socket of its own.
#pragma once

#include <net/socket.hpp>

class attempt {
  public:
    explicit attempt(const net::socket_address& there) : there_(there) {}
    ~attempt() { discard(); }
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;

    /// Whether a connection stands now.
    bool run();
    /// Why it does not.
    std::error_code error() const { return error_; }
    /// Gives the connection away.
    net::native_handle take();

  private:
    void discard();

    net::socket_address there_;
    net::native_handle handle_ = net::invalid_handle;
    std::error_code error_;
};
