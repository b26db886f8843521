// Lesson 02: an address for a socket, and network byte order.
#pragma once

#include <array>
#include <cstdint>

#include "../01-socket/socket.hpp"

namespace tcp {

/// One end of a connection as people say it: an IP address and a port number.
struct endpoint {
    net::address_family family = net::address_family::ipv4;
    /// The bytes as they are written: 127.0.0.1 is {127, 0, 0, 1}. IPv4 uses the first
    /// 4 and leaves the others 0, IPv6 uses all 16.
    std::array<std::uint8_t, 16> address{};
    /// The number one says: 5000 is 5000. Host byte order. 0: the system chooses.
    std::uint16_t port = 0;
    /// IPv6 link-local addresses: which interface. 0 for all others.
    std::uint32_t scope_id = 0;

    friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// This machine only: 127.0.0.1, or ::1 for IPv6. Nobody outside can reach it.
[[nodiscard]] endpoint loopback(std::uint16_t port,
                                net::address_family family = net::address_family::ipv4);

/// Every address of this machine: 0.0.0.0, or :: for IPv6.
[[nodiscard]] endpoint
any_address(std::uint16_t port, net::address_family family = net::address_family::ipv4);

/// The same address as the system wants it: the port in network byte order. Of an IPv4
/// address only the first 4 bytes are taken, the other 12 become 0.
[[nodiscard]] net::socket_address to_socket_address(const endpoint& ep);

/// The way back: the port in host byte order.
[[nodiscard]] endpoint from_socket_address(const net::socket_address& address);

/// Opens a TCP socket of the endpoint's family, sets option::reuse_address and then
/// binds it to the endpoint. When a step fails, nothing stays open and the error is that
/// of the step that failed, whatever closing the socket answered.
[[nodiscard]] net::result<socket> open_bound(const endpoint& local);

/// The address that a socket really has: after binding to port 0, the port that the
/// system chose. Errors: those of net::getsockname, unchanged.
[[nodiscard]] net::result<endpoint> local_endpoint(const socket& s);

} // namespace tcp
