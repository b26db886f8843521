// Lesson 02: an address for a socket, and network byte order.
#include "address.hpp"

#include <bit>

#include <net/options.hpp>
#include <net/socket.hpp>

namespace tcp {

namespace {

// Network byte order is the order in memory: the high byte first, on every machine.
std::uint16_t to_network(std::uint16_t host) {
    const std::array<std::uint8_t, 2> bytes{static_cast<std::uint8_t>(host >> 8),
                                            static_cast<std::uint8_t>(host & 0xffu)};
    return std::bit_cast<std::uint16_t>(bytes);
}

std::uint16_t to_host(std::uint16_t network) {
    const auto bytes = std::bit_cast<std::array<std::uint8_t, 2>>(network);
    return static_cast<std::uint16_t>((bytes[0] << 8) | bytes[1]);
}

} // namespace

endpoint loopback(std::uint16_t port, net::address_family family) {
    endpoint ep = any_address(port, family);
    if (family == net::address_family::ipv6) {
        ep.address[15] = 1;
    } else {
        ep.address[0] = 127;
        ep.address[3] = 1;
    }
    return ep;
}

endpoint any_address(std::uint16_t port, net::address_family family) {
    endpoint ep;
    for (auto& byte : ep.address)
        byte = 0;
    ep.port = port;
    ep.scope_id = 0;
    ep.family = family;
    return ep;
}

net::socket_address to_socket_address(const endpoint& ep) {
    net::socket_address address;
    for (std::size_t i = 0; i != address.address.size(); ++i) {
        if (ep.family == net::address_family::ipv4 && i >= 4)
            address.address[i] = 0;
        else
            address.address[i] = ep.address[i];
    }
    address.port = to_network(ep.port);
    address.scope_id = ep.scope_id;
    address.family = ep.family;
    return address;
}

endpoint from_socket_address(const net::socket_address& address) {
    endpoint ep;
    std::size_t i = address.family == net::address_family::ipv4 ? 4u : 16u;
    while (i-- > 0)
        ep.address[i] = address.address[i];
    ep.port = to_host(address.port);
    ep.scope_id = address.scope_id;
    ep.family = address.family;
    return ep;
}

net::result<socket> open_bound(const endpoint& local) {
    const net::socket_address address = to_socket_address(local);
    net::result<socket> s = open_socket(local.family);
    if (s) {
        const net::native_handle handle = s->handle();
        net::result<void> step = net::set_option(handle, net::option::reuse_address, 1);
        if (step)
            step = net::bind(handle, address);
        if (!step)
            return net::unexpected(step.error());
    }
    return s;
}

net::result<endpoint> local_endpoint(const socket& s) {
    if (const auto address = net::getsockname(s.handle()); address.has_value())
        return from_socket_address(*address);
    else
        return net::unexpected(address.error());
}

} // namespace tcp
