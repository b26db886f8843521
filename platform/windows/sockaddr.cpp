#include "sockaddr.hpp"

#include <cstring>

namespace net::windows {

int to_native(address_family family) noexcept {
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

int to_native(const socket_address& from, sockaddr_storage& out) noexcept {
    out = {};
    if (from.family == address_family::ipv4) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = from.port;
        std::memcpy(&v4.sin_addr, from.address.data(), sizeof v4.sin_addr);
        std::memcpy(&out, &v4, sizeof v4);
        return sizeof v4;
    }
    if (from.family == address_family::ipv6) {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = from.port;
        std::memcpy(&v6.sin6_addr, from.address.data(), sizeof v6.sin6_addr);
        v6.sin6_scope_id = from.scope_id;
        std::memcpy(&out, &v6, sizeof v6);
        return sizeof v6;
    }
    return 0;
}

socket_address from_native(const sockaddr* from) noexcept {
    socket_address to;
    // Copied, not cast: a sockaddr pointer may point to less than a sockaddr_in6.
    if (from->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, from, sizeof v4);
        to.family = address_family::ipv4;
        to.port = v4.sin_port;
        std::memcpy(to.address.data(), &v4.sin_addr, sizeof v4.sin_addr);
    } else if (from->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, from, sizeof v6);
        to.family = address_family::ipv6;
        to.port = v6.sin6_port;
        std::memcpy(to.address.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
        to.scope_id = v6.sin6_scope_id;
    }
    return to;
}

} // namespace net::windows
