// Traps around connect, above all the non-blocking one.
#include "loopback.hpp"

namespace {

using namespace platform_tests;

// WSAPoll was silent about a failed connect before Windows 10 version 2004, and select
// reports it in the except set only. Here it ends, whichever way the system says it; the
// two Winsock back ends are looked at one by one in windows/winsock.cpp. An old Windows
// cannot be shown under Wine: the select back end is the proof.
TEST(traps, 5_and_6_a_refused_nonblocking_connect_ends_in_poll) {
    on_each_family([](auto family) {
        const held dead = bound(family);
        const held client = open(family);
        ASSERT_TRUE(net::set_nonblocking(client.get(), true));
        const auto begun = net::connect(client.get(), name(dead));
        ASSERT_FALSE(begun);
        if (begun.error() == std::errc::connection_refused)
            return; // answered at once: nothing is pending
        ASSERT_EQ(begun.error(), net::condition::in_progress) << begun.error().message();
        EXPECT_EQ(connect_outcome(client), std::errc::connection_refused);
    });
}

// Windows repeats the SYN and needs about two seconds. Nothing here says "fast": only
// that it ends while `patience` lasts.
TEST(traps, 7_a_refused_connect_ends_in_bounded_time) {
    on_each_family([](auto family) {
        const held dead = bound(family);
        const held client = open(family);
        net::result<void> ok;
        const auto took = time_of([&] { ok = net::connect(client.get(), name(dead)); });
        ASSERT_FALSE(ok);
        EXPECT_EQ(ok.error(), std::errc::connection_refused);
        EXPECT_LT(took, patience);
    });
}

TEST(traps, 21_a_nonblocking_connect_is_in_progress_or_done) {
    on_each_family([](auto family) {
        const held listener = listening(family);
        const held client = open(family);
        ASSERT_TRUE(net::set_nonblocking(client.get(), true));
        const auto begun = net::connect(client.get(), name(listener));
        if (!begun) {
            ASSERT_EQ(begun.error(), net::condition::in_progress)
                << begun.error().message();
        }
        EXPECT_FALSE(connect_outcome(client));
        const held server(value(net::accept(listener.get()), "accept"));
        EXPECT_EQ(value(net::getpeername(client.get()), "getpeername"), name(listener));
        EXPECT_EQ(value(net::getpeername(server.get()), "getpeername"), name(client));
        // Asked once more, Linux tells of the success first.
        auto again = net::connect(client.get(), name(listener));
        if (again)
            again = net::connect(client.get(), name(listener));
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error(), std::errc::already_connected);
    });
}

TEST(connect, reading_the_pending_error_clears_it) {
    const held dead = bound(net::address_family::ipv4);
    const held client = open(net::address_family::ipv4);
    ASSERT_TRUE(net::set_nonblocking(client.get(), true));
    const auto begun = net::connect(client.get(), name(dead));
    if (!begun && begun.error() == std::errc::connection_refused)
        GTEST_SKIP() << "answered at once: there is no pending error";
    EXPECT_EQ(connect_outcome(client), std::errc::connection_refused);
    const auto set = net::set_option(client.get(), net::option::pending_error, 0);
    ASSERT_FALSE(set) << "it can be read only";
    EXPECT_EQ(set.error(), std::errc::no_protocol_option);
}

TEST(accept, tells_the_peer) {
    on_each_family([](auto family) {
        const held listener = listening(family);
        const held client = open(family);
        ASSERT_TRUE(net::connect(client.get(), name(listener)));
        net::socket_address peer;
        const held server(value(net::accept(listener.get(), &peer), "accept"));
        EXPECT_EQ(peer, name(client));
        EXPECT_EQ(name(server), name(listener));
    });
}

TEST(accept, of_a_socket_that_does_not_listen_fails) {
    const held s = bound(net::address_family::ipv4);
    const auto got = net::accept(s.get());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), std::errc::invalid_argument);
}

} // namespace
