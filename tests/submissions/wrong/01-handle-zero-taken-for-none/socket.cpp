// Lesson 01: a socket, and somebody who owns it.
#include "socket.hpp"

namespace tcp {

socket::~socket() {
    (void)close();
}

socket::socket(socket&& other) noexcept : handle_(other.release()) {}

socket& socket::operator=(socket&& other) noexcept {
    if (this != &other) {
        (void)close();
        handle_ = other.release();
    }
    return *this;
}

bool socket::is_open() const noexcept {
    return handle_ != net::invalid_handle && handle_ != 0;
}

net::native_handle socket::release() noexcept {
    const net::native_handle mine = handle_;
    handle_ = net::invalid_handle;
    return mine;
}

net::result<void> socket::close() {
    if (!is_open())
        return {};
    return net::close(release());
}

net::result<socket> open_socket(net::address_family family) {
    const auto handle = net::socket(family);
    if (!handle)
        return net::unexpected(handle.error());
    return socket(*handle);
}

} // namespace tcp
