// Closes a handle unless somebody says that it is wanted.
#pragma once

#include <net/socket.hpp>

class handle_guard {
  public:
    explicit handle_guard(net::native_handle h) noexcept : handle_(h) {}
    ~handle_guard();
    handle_guard(const handle_guard&) = delete;
    handle_guard& operator=(const handle_guard&) = delete;

    net::native_handle keep() noexcept {
        wanted_ = true;
        return handle_;
    }

  private:
    net::native_handle handle_;
    bool wanted_ = false;
};
