// net::socket_address to and from the system's sockaddr.
#pragma once

#include <cerrno>
#include <cstring>

#include <net/address.hpp>
#include <net/error.hpp>
#include <net/result.hpp>

#include <netinet/in.h>
#include <sys/socket.h>

namespace net::posix {

/// The error of the call that has failed, for return.
[[nodiscard]] inline unexpected last_error() noexcept {
    return unexpected(native_error(errno));
}

/// 0 and -1, as most calls answer.
[[nodiscard]] inline result<void> checked(int answer) noexcept {
    if (answer < 0)
        return last_error();
    return {};
}

[[nodiscard]] inline int to_native(address_family family) noexcept {
    switch (family) {
    case address_family::ipv4:
        return AF_INET;
    case address_family::ipv6:
        return AF_INET6;
    case address_family::unspecified:
        break;
    }
    return AF_UNSPEC;
}

/// A sockaddr of whichever family, and its length.
struct native_address {
    sockaddr_storage storage{};
    socklen_t length = sizeof(sockaddr_storage);

    [[nodiscard]] ::sockaddr* get() noexcept {
        return reinterpret_cast<::sockaddr*>(&storage);
    }
    [[nodiscard]] const ::sockaddr* get() const noexcept {
        return reinterpret_cast<const ::sockaddr*>(&storage);
    }
};

[[nodiscard]] inline native_address to_native(const socket_address& a) noexcept {
    native_address n;
    if (a.family == address_family::ipv6) {
        sockaddr_in6 in6{};
        in6.sin6_family = AF_INET6;
        in6.sin6_port = a.port;
        in6.sin6_scope_id = a.scope_id;
        std::memcpy(&in6.sin6_addr, a.address.data(), 16);
        n.length = sizeof in6;
        std::memcpy(&n.storage, &in6, sizeof in6);
        return n;
    }
    sockaddr_in in{};
    in.sin_family = static_cast<sa_family_t>(to_native(a.family));
    in.sin_port = a.port;
    std::memcpy(&in.sin_addr, a.address.data(), 4);
    n.length = sizeof in;
    std::memcpy(&n.storage, &in, sizeof in);
    return n;
}

[[nodiscard]] inline socket_address from_native(const ::sockaddr* from) noexcept {
    socket_address a;
    if (from->sa_family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, from, sizeof in);
        a.family = address_family::ipv4;
        a.port = in.sin_port;
        std::memcpy(a.address.data(), &in.sin_addr, 4);
    } else if (from->sa_family == AF_INET6) {
        sockaddr_in6 in6;
        std::memcpy(&in6, from, sizeof in6);
        a.family = address_family::ipv6;
        a.port = in6.sin6_port;
        a.scope_id = in6.sin6_scope_id;
        std::memcpy(a.address.data(), &in6.sin6_addr, 16);
    }
    return a;
}

} // namespace net::posix
