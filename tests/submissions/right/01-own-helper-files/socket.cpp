// Lesson 01: a socket, and somebody who owns it.
#include "socket.hpp"

#include "handle_tools.hpp"

using handle_tools::close_and_clear;
using handle_tools::take;

tcp::socket::~socket() {
    (void)close_and_clear(handle_);
}

tcp::socket::socket(tcp::socket&& other) noexcept : handle_(take(other.handle_)) {}

tcp::socket& tcp::socket::operator=(tcp::socket&& other) noexcept {
    if (&other == this)
        return *this;
    (void)close_and_clear(handle_);
    handle_ = take(other.handle_);
    return *this;
}

bool tcp::socket::is_open() const noexcept {
    return !(handle_ == net::invalid_handle);
}

net::native_handle tcp::socket::release() noexcept {
    return take(handle_);
}

net::result<void> tcp::socket::close() {
    return close_and_clear(handle_);
}

net::result<tcp::socket> tcp::open_socket(net::address_family family) {
    const auto opened = net::socket(family);
    if (opened)
        return tcp::socket(*opened);
    return net::unexpected(opened.error());
}
