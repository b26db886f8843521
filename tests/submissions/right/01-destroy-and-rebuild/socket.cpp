// Lesson 01: a socket, and somebody who owns it.
#include "socket.hpp"

#include <memory>
#include <utility>

namespace tcp {

net::native_handle socket::release() noexcept {
    struct forget_at_exit {
        net::native_handle& h;
        ~forget_at_exit() { h = net::invalid_handle; }
    } const forget{handle_};
    return handle_;
}

socket::socket(socket&& other) noexcept : socket(other.release()) {}

socket::~socket() {
    while (is_open())
        (void)net::close(release());
}

// The class has no const member, reference or derived class that would forbid this.
socket& socket::operator=(socket&& other) noexcept {
    if (std::addressof(other) == this)
        return *this;
    std::destroy_at(this);
    return *std::construct_at(this, std::move(other));
}

bool socket::is_open() const noexcept {
    return handle() != net::invalid_handle;
}

net::result<void> socket::close() {
    net::result<void> answer;
    if (is_open())
        answer = net::close(release());
    return answer;
}

net::result<socket> open_socket(net::address_family family) {
    const auto wrap =
        [](const net::result<net::native_handle>& r) -> net::result<socket> {
        if (r)
            return socket(*r);
        return net::unexpected(r.error());
    };
    return wrap(net::socket(family));
}

} // namespace tcp
