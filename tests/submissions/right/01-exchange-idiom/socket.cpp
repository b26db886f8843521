// Lesson 01: a socket, and somebody who owns it.
#include "socket.hpp"

#include <utility>

namespace tcp {

socket::~socket() {
    if (const auto mine = std::exchange(handle_, net::invalid_handle);
        mine != net::invalid_handle)
        static_cast<void>(net::close(mine));
}

socket::socket(socket&& other) noexcept
    : handle_{std::exchange(other.handle_, net::invalid_handle)} {}

socket& socket::operator=(socket&& other) noexcept {
    const auto taken = std::exchange(other.handle_, net::invalid_handle);
    const auto old = std::exchange(handle_, taken);
    if (old != net::invalid_handle)
        static_cast<void>(net::close(old));
    return *this;
}

bool socket::is_open() const noexcept {
    return net::invalid_handle != handle_;
}

net::native_handle socket::release() noexcept {
    return std::exchange(handle_, net::invalid_handle);
}

net::result<void> socket::close() {
    const auto mine = std::exchange(handle_, net::invalid_handle);
    return mine == net::invalid_handle ? net::result<void>{} : net::close(mine);
}

net::result<socket> open_socket(net::address_family family) {
    if (const auto opened = net::socket(family); opened)
        return socket{*opened};
    else
        return net::unexpected{opened.error()};
}

} // namespace tcp
