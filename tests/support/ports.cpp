// Ports of the tests: all chosen by the system.
#include <array>
#include <utility>

#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/pair.hpp>

#include "expect.hpp"
#include "peer.hpp"
#include "script.hpp"

namespace support {
namespace {

namespace os = net::os;

struct bound {
    net::native_handle handle;
    net::socket_address address;
};

/// A bound socket on a loopback port that the system chose, or nothing.
net::result<bound> bind_somewhere(net::address_family family) {
    const auto handle = os::socket(family);
    if (!handle)
        return net::unexpected(handle.error());
    auto done = os::bind(*handle, loopback_address(0, family));
    if (done) {
        const auto where = os::getsockname(*handle);
        if (where)
            return bound{*handle, *where};
        done = net::unexpected(where.error());
    }
    static_cast<void>(os::close(*handle)); // the first error is the one to tell
    return net::unexpected(done.error());
}

bound must_bind(net::address_family family) {
    auto made = bind_somewhere(family);
    if (!made)
        fail("this machine has a free port on loopback",
             "binding one answers " + in_words(made.error()));
    return *made;
}

} // namespace

net::socket_address loopback_address(std::uint16_t port, net::address_family family) {
    net::socket_address address;
    address.family = family;
    address.port = net::htons(port);
    if (family == net::address_family::ipv6)
        address.address[15] = 1;
    else
        address.address = {127, 0, 0, 1};
    return address;
}

listening_peer::listening_peer(net::address_family family) {
    const auto made = must_bind(family);
    handle_ = made.handle;
    address_ = made.address;
    const auto listens = os::listen(handle_, 64);
    const auto mode = os::set_nonblocking(handle_, true);
    expect(listens && mode, "the test's own server can listen", "it cannot");
}

listening_peer::~listening_peer() {
    static_cast<void>(os::close(handle_)); // the test has ended
}

std::uint16_t listening_peer::port() const {
    return net::ntohs(address_.port);
}

peer listening_peer::accept(std::string name) {
    peer made = accept_silently(std::move(name));
    net::script::record r;
    r.fn = net::script::call::accept;
    r.actor = made.name();
    if (const auto from = os::getpeername(made.handle())) // it may have left already
        r.address = *from;
    net::script::note(r);
    return made;
}

peer listening_peer::accept_silently(std::string name) {
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle_;
    entry[0].want_read = true;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        deadline() - std::chrono::steady_clock::now());
    const auto ready = os::poll(entry, std::max(left, std::chrono::milliseconds(0)));
    expect(ready && *ready == 1, "your code connects to " + net::to_string(address_),
           "no connection came");
    const auto made = os::accept(handle_);
    if (!made)
        fail("your code's connection can be accepted",
             "accept answers " + in_words(made.error()));
    return peer(*made, std::move(name));
}

bool listening_peer::has_connection() const {
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle_;
    entry[0].want_read = true;
    const auto ready = os::poll(entry, std::chrono::milliseconds(0));
    return ready && *ready == 1;
}

dead_port::dead_port(net::address_family family) {
    const auto made = must_bind(family);
    handle_ = made.handle;
    address_ = made.address;
}

dead_port::~dead_port() {
    static_cast<void>(os::close(handle_)); // the test has ended
}

std::uint16_t dead_port::port() const {
    return net::ntohs(address_.port);
}

bool is_taken(std::uint16_t port) {
    const auto handle = os::socket(net::address_family::ipv4);
    if (!handle)
        fail("the test's own server can be made",
             "that answers " + in_words(handle.error()));
    // As a server does it: what is left of earlier connections is in nobody's way.
    auto done = os::set_option(*handle, net::option::reuse_address, 1);
    if (done)
        done = os::bind(*handle, loopback_address(port));
    if (done)
        done = os::listen(*handle, 1);
    static_cast<void>(os::close(*handle));
    return !done;
}

connection_pair connected(std::string name) {
    listening_peer server;
    const auto client = os::socket(net::address_family::ipv4);
    expect(client && os::connect(*client, server.address()),
           "two sockets can be connected on loopback", "they cannot");
    peer other = server.accept_silently(std::move(name));
    const auto token = net::script::adopt(*client, "the test, for your code");
    return {token, std::move(other)};
}

bool has_ipv6() {
    static const bool works = [] {
        const auto server = bind_somewhere(net::address_family::ipv6);
        if (!server)
            return false;
        const auto client = os::socket(net::address_family::ipv6);
        const bool reached = os::listen(server->handle, 1).has_value() && client &&
                             os::connect(*client, server->address).has_value();
        if (client)
            static_cast<void>(os::close(*client));
        static_cast<void>(os::close(server->handle));
        return reached;
    }();
    return works;
}

} // namespace support
