// Lesson 01: a socket, and somebody who owns it.
#include "socket.hpp"

#include <utility>

namespace tcp {

net::result<socket> open_socket(net::address_family family) {
    net::result<net::native_handle> h = net::socket(family, net::socket_type::stream);
    if (!h.has_value()) {
        return net::unexpected(h.error());
    }
    net::result<socket> answer{socket()};
    socket owner(*h);
    *answer = std::move(owner);
    return answer;
}

socket::socket(socket&& other) noexcept {
    using std::swap;
    swap(handle_, other.handle_);
}

socket& socket::operator=(socket&& other) noexcept {
    socket temporary(std::move(other));
    std::swap(this->handle_, temporary.handle_);
    return *this;
}

socket::~socket() {
    const net::result<void> ignored = this->close();
    static_cast<void>(ignored);
}

net::result<void> socket::close() {
    net::native_handle mine = net::invalid_handle;
    std::swap(mine, this->handle_);
    if (mine != net::invalid_handle) {
        return net::close(mine);
    }
    return {};
}

net::native_handle socket::release() noexcept {
    net::native_handle mine = net::invalid_handle;
    std::swap(mine, this->handle_);
    return mine;
}

bool socket::is_open() const noexcept {
    if (this->handle_ == net::invalid_handle) {
        return false;
    }
    return true;
}

} // namespace tcp
