// Lesson 02: an address for a socket, and network byte order.
#include "address.hpp"

#include <cstring>

#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace tcp {

endpoint loopback(std::uint16_t port, net::address_family family) {
    static constexpr std::array<std::uint8_t, 16> ipv4{127, 0, 0, 1};
    static constexpr std::array<std::uint8_t, 16> ipv6{0, 0, 0, 0, 0, 0, 0, 0,
                                                       0, 0, 0, 0, 0, 0, 0, 1};
    const auto& address = family == net::address_family::ipv6 ? ipv6 : ipv4;
    return {family, address, port, 0};
}

endpoint any_address(std::uint16_t port, net::address_family family) {
    return {family, {}, port, 0};
}

net::socket_address to_socket_address(const endpoint& ep) {
    net::socket_address result{};
    switch (ep.family) {
    case net::address_family::ipv4:
        std::memcpy(result.address.data(), ep.address.data(), 4);
        break;
    case net::address_family::ipv6:
    case net::address_family::unspecified:
        std::memcpy(result.address.data(), ep.address.data(), sizeof(ep.address));
        break;
    }
    result.family = ep.family;
    result.port = net::htons(ep.port);
    result.scope_id = ep.scope_id;
    return result;
}

endpoint from_socket_address(const net::socket_address& address) {
    endpoint result{address.family, address.address, net::ntohs(address.port),
                    address.scope_id};
    if (address.family == net::address_family::ipv4)
        std::memset(result.address.data() + 4, 0, result.address.size() - 4);
    return result;
}

net::result<socket> open_bound(const endpoint& local) {
    const auto opened = net::socket(local.family);
    if (!opened)
        return net::unexpected(opened.error());

    // The first error is the one to report: it is kept before anything else is called.
    std::error_code error;
    const auto reused = net::set_option(*opened, net::option::reuse_address, 1);
    if (!reused) {
        error = reused.error();
    } else {
        const auto bound = net::bind(*opened, to_socket_address(local));
        if (bound)
            return socket(*opened);
        error = bound.error();
    }
    (void)net::close(*opened);
    return net::unexpected(error);
}

net::result<endpoint> local_endpoint(const socket& s) {
    const auto name = net::getsockname(s.handle());
    net::result<endpoint> answer = endpoint{};
    if (name)
        *answer = from_socket_address(*name);
    else
        answer = net::unexpected(name.error());
    return answer;
}

} // namespace tcp
