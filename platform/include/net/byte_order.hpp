// Host byte order and network byte order. See byteorder(3), RFC 791 appendix B.
#pragma once

#include <bit>
#include <cstdint>

namespace net {

namespace detail {
constexpr std::uint16_t swap_bytes(std::uint16_t v) noexcept {
    return static_cast<std::uint16_t>((v << 8) | (v >> 8));
}
constexpr std::uint32_t swap_bytes(std::uint32_t v) noexcept {
    return (v << 24) | ((v & 0xff00u) << 8) | ((v >> 8) & 0xff00u) | (v >> 24);
}
constexpr bool little = std::endian::native == std::endian::little;
} // namespace detail

// The names of byteorder(3), as functions. (The system's headers may make macros
// of these names; this header must not stand behind them in one file.)

/// A 16-bit number, such as a port, from host byte order to network byte order:
/// most significant byte first in memory. BSD and Winsock: htons.
[[nodiscard]] constexpr std::uint16_t htons(std::uint16_t host) noexcept {
    return detail::little ? detail::swap_bytes(host) : host;
}
/// A 16-bit number from network byte order to host byte order. BSD and Winsock: ntohs.
[[nodiscard]] constexpr std::uint16_t ntohs(std::uint16_t network) noexcept {
    return htons(network);
}
/// A 32-bit number from host byte order to network byte order. BSD and Winsock: htonl.
[[nodiscard]] constexpr std::uint32_t htonl(std::uint32_t host) noexcept {
    return detail::little ? detail::swap_bytes(host) : host;
}
/// A 32-bit number from network byte order to host byte order. BSD and Winsock: ntohl.
[[nodiscard]] constexpr std::uint32_t ntohl(std::uint32_t network) noexcept {
    return htonl(network);
}

} // namespace net
