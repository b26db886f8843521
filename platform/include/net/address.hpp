// The address of a socket, laid out as the system wants it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <net/result.hpp>

namespace net {

/// Which kind of address. BSD and Winsock: AF_UNSPEC, AF_INET, AF_INET6.
enum class address_family : std::uint8_t { unspecified, ipv4, ipv6 };

/// Where a socket is, or is to be: one type in the place of sockaddr_in and
/// sockaddr_in6, with their fields and their byte order. See ip(7), ipv6(7).
struct socket_address {
    /// sin_family, sin6_family.
    address_family family = address_family::unspecified;
    /// sin_port, sin6_port: in NETWORK byte order. 0 asks the system to choose.
    std::uint16_t port = 0;
    /// sin_addr: the first 4 bytes, the other 12 are ignored. sin6_addr: all 16.
    /// Network byte order, which is the order in which an address is written:
    /// 127.0.0.1 is {127, 0, 0, 1}. All zero is the wildcard, "any address".
    std::array<std::uint8_t, 16> address{};
    /// sin6_scope_id: the interface of a link-local IPv6 address, in host byte
    /// order; 0 otherwise.
    std::uint32_t scope_id = 0;

    friend bool operator==(const socket_address&, const socket_address&) = default;
};

/// An address in words: "127.0.0.1:5000", "[::1]:5000", "[fe80::1%2]:5000".
[[nodiscard]] std::string to_string(const socket_address& address);

/// The address that a text such as "127.0.0.1", "::1" or "fe80::1%2" stands for,
/// with port 0. No name is looked up and nothing blocks. BSD and Winsock: inet_pton.
/// Errors: std::errc::invalid_argument.
[[nodiscard]] result<socket_address> parse_address(std::string_view text);

} // namespace net
