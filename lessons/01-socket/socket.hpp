// Lesson 01: a socket, and somebody who owns it.
#pragma once

#include <net/socket.hpp>

namespace tcp {

/// What a starter answers until its function is written.
[[nodiscard]] inline net::unexpected not_implemented() {
    return net::unexpected(std::make_error_code(std::errc::function_not_supported));
}

/// Owns one socket handle, or none. The handle is closed exactly once: by close(), or
/// when its owner is destroyed or takes another handle, whichever comes first.
class socket {
  public:
    /// Owns nothing.
    socket() noexcept = default;

    /// Takes over a handle that is open: from now on this object closes it.
    explicit socket(net::native_handle handle) noexcept : handle_(handle) {}

    /// Closes the handle, if there is one.
    ~socket();

    socket(const socket&) = delete;
    socket& operator=(const socket&) = delete;

    /// Takes the handle of `other`, which then owns nothing.
    socket(socket&& other) noexcept;

    /// Closes the own handle, if there is one, then takes the handle of `other`, which
    /// then owns nothing. Moving a socket into itself changes nothing.
    socket& operator=(socket&& other) noexcept;

    /// Whether a handle is owned. Every value but net::invalid_handle is a handle.
    [[nodiscard]] bool is_open() const noexcept;

    /// The handle, still owned by this object; net::invalid_handle if there is none.
    [[nodiscard]] net::native_handle handle() const noexcept { return handle_; }

    /// Gives the handle away without closing it: this object then owns nothing.
    [[nodiscard]] net::native_handle release() noexcept;

    /// Closes the handle and says what the system answered. Afterwards this object owns
    /// nothing, whatever the answer was. Without a handle: success, and no call is made.
    [[nodiscard]] net::result<void> close();

  private:
    net::native_handle handle_ = net::invalid_handle;
};

/// Opens a new TCP (stream) socket. Errors: those of net::socket, unchanged.
[[nodiscard]] net::result<socket> open_socket(net::address_family family);

} // namespace tcp
