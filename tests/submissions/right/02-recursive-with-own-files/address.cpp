// Lesson 02: an address for a socket, and network byte order.
#include "address.hpp"

#include <span>
#include <utility>

#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

#include "steps.hpp"

namespace tcp {

namespace {

using bytes = std::array<std::uint8_t, 16>;

void copy(std::span<const std::uint8_t> from, std::span<std::uint8_t> to) {
    if (from.empty())
        return;
    to.front() = from.front();
    copy(from.subspan(1), to.subspan(1));
}

bytes used_bytes(const bytes& all, net::address_family family) {
    bytes used{};
    const std::size_t length = family == net::address_family::ipv4 ? 4 : all.size();
    copy(std::span(all).first(length), used);
    return used;
}

} // namespace

endpoint loopback(std::uint16_t port, net::address_family family) {
    const bool six = family == net::address_family::ipv6;
    const auto parsed = net::parse_address(six ? "::1" : "127.0.0.1");
    endpoint ep = any_address(port, family);
    if (parsed)
        ep.address = parsed->address;
    return ep;
}

endpoint any_address(std::uint16_t port, net::address_family family) {
    return endpoint{.family = family, .address = {}, .port = port, .scope_id = 0};
}

net::socket_address to_socket_address(const endpoint& ep) {
    return {.family = ep.family,
            .port = net::htons(ep.port),
            .address = used_bytes(ep.address, ep.family),
            .scope_id = ep.scope_id};
}

endpoint from_socket_address(const net::socket_address& address) {
    return {.family = address.family,
            .address = used_bytes(address.address, address.family),
            .port = net::ntohs(address.port),
            .scope_id = address.scope_id};
}

net::result<socket> open_bound(const endpoint& local) {
    socket s;
    const std::array<steps::step, 3> list{
        [&]() -> net::result<void> {
            auto opened = open_socket(local.family);
            if (!opened)
                return net::unexpected(opened.error());
            s = std::move(*opened);
            return {};
        },
        [&] { return net::set_option(s.handle(), net::option::reuse_address, 1); },
        [&] { return net::bind(s.handle(), to_socket_address(local)); },
    };
    if (const auto done = steps::run(list); !done)
        return net::unexpected(done.error());
    return s;
}

net::result<endpoint> local_endpoint(const socket& s) {
    const auto asked = net::getsockname(s.handle());
    if (!asked.has_value())
        return net::unexpected(asked.error());
    return from_socket_address(asked.value_or(net::socket_address{}));
}

} // namespace tcp
