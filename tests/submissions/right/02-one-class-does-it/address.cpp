// Lesson 02: an address for a socket, and network byte order.
#include "address.hpp"

#include <algorithm>
#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <tuple>
#include <utility>

namespace {

using family_t = net::address_family;

const auto copy_used = [](family_t family, const auto& from, auto& to) {
    const auto end = family == family_t::ipv4 ? from.begin() + 4 : from.end();
    std::fill(std::copy(from.begin(), end, to.begin()), to.end(), std::uint8_t{0});
};

class binder {
  public:
    explicit binder(const tcp::endpoint& where) : where_(where) {}

    binder& open() {
        auto opened = tcp::open_socket(where_.family);
        if (opened)
            socket_ = std::move(*opened);
        else
            error_ = opened.error();
        return *this;
    }
    binder& allow_reuse() {
        return then(
            [](auto h) { return net::set_option(h, net::option::reuse_address, 1); });
    }
    binder& bind() {
        const auto address = tcp::to_socket_address(where_);
        return then([&](auto h) { return net::bind(h, address); });
    }
    net::result<tcp::socket> finish() && {
        if (error_)
            return net::unexpected(error_);
        return std::move(socket_);
    }

  private:
    template <class call>
    binder& then(call c) {
        if (error_)
            return *this;
        if (const auto r = c(socket_.handle()); !r)
            error_ = r.error();
        return *this;
    }

    tcp::endpoint where_;
    tcp::socket socket_;
    std::error_code error_;
};

} // namespace

namespace tcp {

net::result<endpoint> local_endpoint(const socket& s) {
    auto name = net::getsockname(s.handle());
    if (name)
        return from_socket_address(*name);
    return net::unexpected(name.error());
}

net::result<socket> open_bound(const endpoint& local) {
    binder b(local);
    b.open().allow_reuse().bind();
    return std::move(b).finish();
}

endpoint from_socket_address(const net::socket_address& address) {
    endpoint ep;
    std::tie(ep.family, ep.port, ep.scope_id) =
        std::tuple(address.family, net::ntohs(address.port), address.scope_id);
    copy_used(address.family, address.address, ep.address);
    return ep;
}

net::socket_address to_socket_address(const endpoint& ep) {
    net::socket_address address{ep.family, net::htons(ep.port), {}, ep.scope_id};
    copy_used(ep.family, ep.address, address.address);
    return address;
}

endpoint any_address(std::uint16_t port, family_t family) {
    endpoint nowhere{};
    std::swap(nowhere.port, port);
    std::swap(nowhere.family, family);
    return nowhere;
}

endpoint loopback(std::uint16_t port, family_t family) {
    auto ep = any_address(port, family);
    const bool four = family == family_t::ipv4;
    ep.address.at(four ? 3 : 15) = 1;
    if (four)
        ep.address.at(0) = 127;
    return ep;
}

} // namespace tcp
