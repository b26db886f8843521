// Lesson 02: an address for a socket, and network byte order.
#include "address.hpp"

#include <algorithm>

#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace tcp {

namespace {

std::size_t length_of(net::address_family family) {
    return family == net::address_family::ipv4 ? 4 : 16;
}

} // namespace

endpoint loopback(std::uint16_t port, net::address_family family) {
    endpoint ep;
    ep.family = family;
    ep.port = port;
    if (family == net::address_family::ipv4)
        ep.address = {127, 0, 0, 1};
    else
        ep.address[15] = 1;
    return ep;
}

endpoint any_address(std::uint16_t port, net::address_family family) {
    endpoint ep;
    ep.family = family;
    ep.port = port;
    return ep;
}

net::socket_address to_socket_address(const endpoint& ep) {
    net::socket_address address;
    address.family = ep.family;
    address.scope_id = ep.scope_id;
    address.port = net::htons(ep.port);
    std::copy_n(ep.address.begin(), length_of(ep.family), address.address.begin());
    return address;
}

endpoint from_socket_address(const net::socket_address& address) {
    endpoint ep;
    ep.family = address.family;
    ep.scope_id = address.scope_id;
    ep.port = net::ntohs(address.port);
    return ep;
}

net::result<socket> open_bound(const endpoint& local) {
    auto s = open_socket(local.family);
    if (!s)
        return net::unexpected(s.error());
    const auto reused = net::set_option(s->handle(), net::option::reuse_address, 1);
    if (!reused)
        return net::unexpected(reused.error());
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
