#include "loopback.hpp"

#include <algorithm>
#include <system_error>

namespace platform_tests {
namespace {

std::string probe_ipv6() {
    // Half an IPv6 is common: the module is loaded and ::1 is missing, or a filter drops
    // its packets. So a byte must really go there and back.
    try {
        const auto both = connected(net::address_family::ipv6);
        send_all(both.client, "?");
        return receive(both.server, 1) == "?" ? "" : "the byte did not arrive";
    } catch (const std::system_error& e) {
        return e.what();
    }
}

void limit_calls(const held& socket) {
    value(net::set_receive_timeout(socket.get(), patience), "set_receive_timeout");
    value(net::set_send_timeout(socket.get(), patience), "set_send_timeout");
}

} // namespace

const std::string& why_no_ipv6() {
    static const std::string why = probe_ipv6();
    return why;
}

const std::vector<net::address_family>& families() {
    using enum net::address_family;
    static const auto working = why_no_ipv6().empty()
                                    ? std::vector<net::address_family>{ipv4, ipv6}
                                    : std::vector<net::address_family>{ipv4};
    return working;
}

net::socket_address loopback(net::address_family family) {
    return value(
        net::parse_address(family == net::address_family::ipv6 ? "::1" : "127.0.0.1"),
        "parse_address");
}

net::socket_address wildcard(net::address_family family) {
    net::socket_address any;
    any.family = family;
    return any;
}

net::socket_address reachable(net::socket_address bound) {
    if (bound.address == wildcard(bound.family).address)
        bound.address = loopback(bound.family).address;
    return bound;
}

held open(net::address_family family, net::socket_type type) {
    return held(value(net::socket(family, type), "socket"));
}

held bound(net::address_family family) {
    held s = open(family);
    value(net::bind(s.get(), loopback(family)), "bind");
    return s;
}

held listening(net::address_family family, int backlog) {
    held s = bound(family);
    value(net::listen(s.get(), backlog), "listen");
    return s;
}

net::socket_address name(const held& socket) {
    return value(net::getsockname(socket.get()), "getsockname");
}

connection connected(net::address_family family) {
    const held listener = listening(family);
    connection both{open(family), {}};
    value(net::connect(both.client.get(), name(listener)), "connect");
    both.server = held(value(net::accept(listener.get()), "accept"));
    limit_calls(both.client);
    limit_calls(both.server);
    return both;
}

void send_all(const held& socket, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();)
        sent += value(net::send(socket.get(), bytes.data() + sent, bytes.size() - sent),
                      "send");
}

std::string receive(const held& socket, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const auto got =
            value(net::recv(socket.get(), bytes.data() + have, size - have), "recv");
        if (got == 0)
            break;
        have += got;
    }
    bytes.resize(have);
    return bytes;
}

std::pair<std::string, std::error_code> drain(const held& socket) {
    std::string all;
    std::string part(65536, '\0');
    for (;;) {
        const auto got = net::recv(socket.get(), part.data(), part.size());
        if (!got)
            return {all, got.error()};
        if (*got == 0)
            return {all, {}};
        all.append(part, 0, *got);
    }
}

bool readable(const held& socket, std::chrono::milliseconds limit) {
    net::poll_entry entry{.handle = socket.get(), .want_read = true};
    return value(net::poll({&entry, 1}, limit), "poll") == 1 && entry.can_read;
}

std::error_code connect_outcome(const held& socket) {
    net::poll_entry entry{.handle = socket.get(), .want_write = true};
    if (value(net::poll({&entry, 1}, patience), "poll") != 1)
        return std::make_error_code(std::errc::timed_out);
    EXPECT_TRUE(entry.can_write) << "a connect has ended, so a send does not wait";
    const auto code =
        value(net::get_option(socket.get(), net::option::pending_error), "pending_error");
    return code == 0 ? std::error_code{} : net::native_error(static_cast<int>(code));
}

} // namespace platform_tests
