// Traps around addresses and ports: who may have one, and what it means.
#include "loopback.hpp"

#include <net/byte_order.hpp>
#include <net/names.hpp>

namespace {

using namespace platform_tests;
using net::address_family;

// On Windows SO_REUSEADDR means "share by force". So the option does nothing there and
// every socket has its port for itself; windows/winsock.cpp has the thief as well.
TEST(traps, 4_a_second_bind_to_a_live_listener_fails) {
    on_each_family([](auto family) {
        for (const bool reuse : {false, true}) {
            SCOPED_TRACE(reuse ? "with reuse_address" : "without");
            const held first = open(family);
            const held second = open(family);
            for (const auto* s : {&first, &second})
                ASSERT_TRUE(net::set_option(s->get(), net::option::reuse_address, reuse));
            ASSERT_TRUE(net::bind(first.get(), loopback(family)));
            ASSERT_TRUE(net::listen(first.get(), 4));
            const auto again = net::bind(second.get(), name(first));
            ASSERT_FALSE(again) << "two sockets have " << net::to_string(name(first));
            EXPECT_EQ(again.error(), std::errc::address_in_use);
        }
    });
}

// Without an option Winsock lets a second socket have one address of a port that another
// has on every address: the first then loses the clients of that address. Windows
// refuses with WSAEACCES what SO_EXCLUSIVEADDRUSE forbids here.
TEST(traps, 4_nobody_takes_one_address_from_a_wildcard_listener) {
    on_each_family([](auto family) {
        const held everywhere = open(family);
        ASSERT_TRUE(net::bind(everywhere.get(), wildcard(family)));
        ASSERT_TRUE(net::listen(everywhere.get(), 4));
        const held second = open(family);
        const auto taken = net::bind(second.get(), reachable(name(everywhere)));
        ASSERT_FALSE(taken) << "a second socket has loopback's part of the port";
        EXPECT_TRUE(taken.error() == std::errc::address_in_use ||
                    taken.error() == std::errc::permission_denied)
            << taken.error().message();
    });
}

// Restarting a server: its port is in TIME-WAIT, for it closed first. Without the option
// POSIX refuses the port for a minute (Linux wants it on the earlier socket, too).
TEST(traps, 4_a_server_may_come_back_at_once) {
    on_each_family([](auto family) {
        net::socket_address where;
        {
            const held listener = open(family);
            ASSERT_TRUE(net::set_option(listener.get(), net::option::reuse_address, 1));
            ASSERT_TRUE(net::bind(listener.get(), loopback(family)));
            ASSERT_TRUE(net::listen(listener.get(), 4));
            where = name(listener);
            held client = open(family);
            ASSERT_TRUE(net::connect(client.get(), where));
            held server(value(net::accept(listener.get()), "accept"));
            ASSERT_TRUE(net::shutdown(server.get(), net::shutdown_how::send));
            EXPECT_EQ(receive(client, 1), "");
            client.reset();
            EXPECT_EQ(receive(server, 1), "");
        }
        const held back = open(family);
        ASSERT_TRUE(net::set_option(back.get(), net::option::reuse_address, 1));
        const auto ok = net::bind(back.get(), where);
        EXPECT_TRUE(ok) << ok.error().message();
    });
}

// A name stands for several addresses, and "localhost" may be ::1 first: a client tries
// them in turn, and a test that means IPv4 writes 127.0.0.1.
TEST(traps, 8_localhost_may_need_more_than_one_attempt) {
    const auto found = net::getaddrinfo("localhost");
    if (!found)
        GTEST_SKIP() << "no name look-up here: " << found.error().message();
    const held listener = listening(address_family::ipv4);
    bool reached = false;
    for (auto address : *found) {
        address.port = name(listener).port;
        const held client = open(address.family);
        if (net::connect(client.get(), address)) {
            EXPECT_EQ(address.family, address_family::ipv4);
            reached = true;
            break;
        }
    }
    EXPECT_TRUE(reached) << "localhost has no 127.0.0.1 among its addresses";
    for (std::size_t i = 0; i < found->size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_NE(found->at(i), found->at(j)) << "an address comes twice";
}

TEST(traps, 9_v6_only_is_always_set) {
    if (!why_no_ipv6().empty())
        GTEST_SKIP() << "no IPv6 here: " << why_no_ipv6();
    const held s = open(address_family::ipv6);
    EXPECT_EQ(value(net::get_option(s.get(), net::option::v6_only), "get_option"), 1);
    const held udp = open(address_family::ipv6, net::socket_type::datagram);
    EXPECT_EQ(value(net::get_option(udp.get(), net::option::v6_only), "get_option"), 1);
}

TEST(traps, 9_an_ipv4_client_of_the_ipv6_wildcard) {
    if (!why_no_ipv6().empty())
        GTEST_SKIP() << "no IPv6 here: " << why_no_ipv6();
    for (const bool only : {true, false}) {
        SCOPED_TRACE(only ? "IPv6 only" : "both");
        const held listener = open(address_family::ipv6);
        const auto set = net::set_option(listener.get(), net::option::v6_only, only);
        if (!set && !only)
            GTEST_SKIP() << "this system keeps the families apart: "
                         << set.error().message();
        ASSERT_TRUE(set);
        ASSERT_TRUE(net::bind(listener.get(), wildcard(address_family::ipv6)));
        ASSERT_TRUE(net::listen(listener.get(), 4));
        auto where = loopback(address_family::ipv4);
        where.port = name(listener).port;
        const held client = open(address_family::ipv4);
        const auto ok = net::connect(client.get(), where);
        // "Refused" cannot be asserted for sure: a stranger may have that IPv4 port.
        if (only) {
            EXPECT_FALSE(readable(listener, 0ms)) << "an IPv4 client came in";
        } else {
            EXPECT_TRUE(ok) << ok.error().message();
            EXPECT_TRUE(readable(listener));
        }
    }
}

TEST(traps, 10_ipv6_makes_a_whole_round_trip) {
    if (!why_no_ipv6().empty())
        GTEST_SKIP() << "no IPv6 here: " << why_no_ipv6();
    const auto both = connected(address_family::ipv6);
    send_all(both.server, "hello");
    EXPECT_EQ(receive(both.client, 5), "hello");
}

// Linux takes 0.0.0.0 for this machine, Windows answers WSAEADDRNOTAVAIL. The layer
// passes it on as it is, for the lesson shows it; helpers put loopback in its place.
TEST(traps, 30_a_wildcard_listener_is_reached_over_loopback) {
    on_each_family([](auto family) {
        const held listener = open(family);
        ASSERT_TRUE(net::bind(listener.get(), wildcard(family)));
        ASSERT_TRUE(net::listen(listener.get(), 4));
        EXPECT_EQ(name(listener).address, wildcard(family).address);
        EXPECT_NE(reachable(name(listener)).address, wildcard(family).address);
        const held client = open(family);
        const auto ok = net::connect(client.get(), reachable(name(listener)));
        EXPECT_TRUE(ok) << ok.error().message();
    });
}

// Windows keeps ranges of ports for itself, which differ from machine to machine. With
// port 0 the system chooses one that is free, and tells.
TEST(traps, 31_port_0_is_a_free_port_and_is_told) {
    on_each_family([](auto family) {
        const held first = bound(family);
        const held second = bound(family);
        EXPECT_NE(name(first).port, 0);
        EXPECT_NE(name(first).port, name(second).port);
        EXPECT_EQ(name(first).address, loopback(family).address);
    });
}

// A port that was free a moment ago is no dead port: a client that is given this very
// port as its own connects to itself (RFC 9293, simultaneous open), or a stranger has
// it. One that is bound and never listened on refuses, always.
TEST(traps, 33_a_port_bound_and_never_listened_on_refuses) {
    on_each_family([](auto family) {
        const held dead = bound(family);
        for (int i = 0; i < 5; ++i) {
            const held client = open(family);
            const auto ok = net::connect(client.get(), name(dead));
            ASSERT_FALSE(ok);
            EXPECT_EQ(ok.error(), std::errc::connection_refused) << ok.error().message();
        }
    });
}

TEST(bind, tells_apart_what_can_go_wrong) {
    const held s = bound(address_family::ipv4);
    const auto twice = net::bind(s.get(), loopback(address_family::ipv4));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error(), std::errc::invalid_argument) << "it has an address already";
    const held other = open(address_family::ipv4);
    auto elsewhere = *net::parse_address("192.0.2.1"); // RFC 5737: nobody's
    const auto foreign = net::bind(other.get(), elsewhere);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(foreign.error(), std::errc::address_not_available);
}

TEST(socket, an_unspecified_family_is_refused_everywhere) {
    const auto s = net::socket(address_family::unspecified);
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error(), std::errc::address_family_not_supported);
}

TEST(socket, an_address_without_a_family_is_refused_everywhere) {
    const held s = open(address_family::ipv4);
    const auto bound = net::bind(s.get(), net::socket_address{});
    ASSERT_FALSE(bound);
    EXPECT_EQ(bound.error(), std::errc::address_family_not_supported);
    const auto connected = net::connect(s.get(), net::socket_address{});
    ASSERT_FALSE(connected);
    EXPECT_EQ(connected.error(), std::errc::address_family_not_supported);
}

} // namespace
