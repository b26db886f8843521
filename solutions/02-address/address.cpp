#include "address.hpp"

#include <algorithm>

#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace tcp {

namespace {

using address_bytes = std::array<std::uint8_t, 16>;

/// The bytes that belong to an address of this family; the others are 0.
address_bytes used_bytes(net::address_family family, const address_bytes& address) {
    address_bytes used{};
    const auto count = family == net::address_family::ipv4 ? 4 : 16;
    std::copy_n(address.begin(), count, used.begin());
    return used;
}

} // namespace

endpoint loopback(std::uint16_t port, net::address_family family) {
    endpoint ep{.family = family, .port = port};
    if (family == net::address_family::ipv6)
        ep.address[15] = 1; // ::1
    else
        ep.address = {127, 0, 0, 1};
    return ep;
}

endpoint any_address(std::uint16_t port, net::address_family family) {
    return {.family = family, .port = port}; // the address stays all zero
}

net::socket_address to_socket_address(const endpoint& ep) {
    return {.family = ep.family,
            .port = net::htons(ep.port), // the only field whose bytes change their order
            .address = used_bytes(ep.family, ep.address),
            .scope_id = ep.scope_id};
}

endpoint from_socket_address(const net::socket_address& address) {
    return {.family = address.family,
            .address = used_bytes(address.family, address.address),
            .port = net::ntohs(address.port),
            .scope_id = address.scope_id};
}

net::result<socket> open_bound(const endpoint& local) {
    auto s = open_socket(local.family);
    if (!s)
        return net::unexpected(s.error());

    // Before bind, for that is the moment at which the system looks at it.
    const auto reuse = net::set_option(s->handle(), net::option::reuse_address, 1);
    if (!reuse)
        return net::unexpected(reuse.error()); // s closes the socket on the way out

    const auto bound = net::bind(s->handle(), to_socket_address(local));
    if (!bound)
        return net::unexpected(bound.error());
    return s;
}

net::result<endpoint> local_endpoint(const socket& s) {
    const auto address = net::getsockname(s.handle());
    if (!address)
        return net::unexpected(address.error());
    return from_socket_address(*address);
}

} // namespace tcp
