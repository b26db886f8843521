// What the tests of lesson 04 look at.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calls.hpp"
#include "connect.hpp"
#include "lesson.hpp"

namespace connect_tests {

using net::script::call;

/// An address as an endpoint: of the tests' own servers.
inline tcp::endpoint endpoint_of(const net::socket_address& address) {
    return tcp::from_socket_address(address);
}

/// The address of the other end, as the system knows it.
inline net::socket_address real_remote(const tcp::socket& s) {
    return support::value_of(net::os::getpeername(net::script::system_handle(s.handle())),
                             "the system's getpeername()");
}

/// The socket's connection ends at this address; otherwise the sentence says where.
inline void expect_connected(const tcp::socket& s, const net::socket_address& to) {
    calls::expect_returned(s.handle(), "when it is returned");
    const auto remote = real_remote(s);
    support::expect(remote == to, "the connection leads to " + net::to_string(to),
                    "it leads to " + net::to_string(remote));
}

/// The addresses that connect() was called with, in their order.
inline std::string attempts() {
    std::string all;
    for (const auto& r : calls::of(call::connect))
        all += (all.empty() ? "" : ", then ") + net::to_string(r.address);
    return all.empty() ? "connect() is never called" : all;
}

inline void expect_attempts(std::string_view expected) {
    const auto happened = attempts();
    support::expect(expected == happened,
                    "connection attempts to " + std::string(expected), happened);
}

/// No socket is given to connect() a second time after it failed there.
inline void expect_a_new_socket_each() {
    std::vector<long long> used;
    for (const auto& r : calls::of(call::connect)) {
        for (const auto number : used)
            support::expect(number != r.number,
                            "each connection attempt has a new socket",
                            "#" + std::to_string(number) +
                                " is given to connect() again after it failed");
        if (r.error)
            used.push_back(r.number);
    }
}

/// Three addresses in the test network of RFC 5737. Every connect to them is scripted.
inline std::vector<tcp::endpoint> three_endpoints() {
    std::vector<tcp::endpoint> all;
    for (std::uint8_t last = 1; last <= 3; ++last) {
        tcp::endpoint ep;
        ep.address = {192, 0, 2, last};
        ep.port = 0x1234;
        all.push_back(ep);
    }
    return all;
}

} // namespace connect_tests
