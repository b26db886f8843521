// Between net::socket_address and the structures that Winsock wants.
#pragma once

#include <winsock2.h>
#include <ws2tcpip.h>

#include <net/address.hpp>

namespace net::windows {

/// AF_UNSPEC, AF_INET or AF_INET6.
[[nodiscard]] int to_native(address_family family) noexcept;

/// Fills `out` and returns how many bytes of it count; 0 where the family is neither
/// IPv4 nor IPv6.
[[nodiscard]] int to_native(const socket_address& from, sockaddr_storage& out) noexcept;

/// The other way; the family is unspecified where it is neither IPv4 nor IPv6.
[[nodiscard]] socket_address from_native(const sockaddr* from) noexcept;

} // namespace net::windows
