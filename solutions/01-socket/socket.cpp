#include "socket.hpp"

#include <utility>

namespace tcp {

socket::~socket() {
    // A destructor has nobody to tell. Whoever wants the answer calls close() before.
    (void)close();
}

socket::socket(socket&& other) noexcept : handle_(other.release()) {}

socket& socket::operator=(socket&& other) noexcept {
    if (this != &other) { // or else we would close the very handle we are to keep
        (void)close();
        handle_ = other.release();
    }
    return *this;
}

bool socket::is_open() const noexcept {
    // Not `>= 0`: on Windows a handle is unsigned, and 0 is a handle on POSIX systems.
    return handle_ != net::invalid_handle;
}

net::native_handle socket::release() noexcept {
    return std::exchange(handle_, net::invalid_handle);
}

net::result<void> socket::close() {
    if (!is_open())
        return {};
    // Forget the handle before the call: it is gone whatever the answer is, and a second
    // close could hit another socket that has been given the same number since.
    return net::close(release());
}

net::result<socket> open_socket(net::address_family family) {
    const auto handle = net::socket(family);
    if (!handle)
        return net::unexpected(handle.error());
    return socket(*handle);
}

} // namespace tcp
