// Traps around send and recv: how much, and how soon.
#include <climits>
#include <thread>

#include "loopback.hpp"

namespace {

using namespace platform_tests;

// Winsock's length is an int, macOS refuses more than INT_MAX. A buffer so large need not
// exist: recv writes what has come and no more.
TEST(traps, 28_a_length_beyond_an_int_is_cut_down) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        send_all(both.server, "five!");
        char small[8] = {};
        for (const std::size_t size :
             {std::size_t{INT_MAX} + 1, std::size_t{INT_MAX} * 2 + 2}) {
            const auto got = net::recv(both.client.get(), small, size);
            // Such as qemu's user mode, which locks the whole of it in memory first.
            if (!got && got.error() == std::errc::bad_address)
                GTEST_SKIP() << "this system looks at the whole buffer beforehand";
            ASSERT_TRUE(got) << got.error().message();
            EXPECT_EQ(*got, 5u);
            send_all(both.server, "again");
        }
    });
}

// Linux says EPIPE, and would raise SIGPIPE (Wine makes WSAECONNRESET of it); the others
// ENOTCONN.
TEST(send, on_a_socket_that_was_never_connected_is_an_error) {
    const held s = open(net::address_family::ipv4);
    const auto sent = net::send(s.get(), "x", 1);
    ASSERT_FALSE(sent);
    EXPECT_TRUE(sent.error() == std::errc::not_connected ||
                sent.error() == net::condition::peer_gone)
        << sent.error().message();
    char byte = 0;
    const auto got = net::recv(s.get(), &byte, 1);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), std::errc::not_connected) << got.error().message();
}

TEST(send, of_nothing_is_nothing) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        const auto sent = net::send(both.client.get(), "", 0);
        ASSERT_TRUE(sent) << sent.error().message();
        EXPECT_EQ(*sent, 0u);
        send_all(both.client, "x");
        EXPECT_EQ(receive(both.server, 1), "x");
    });
}

// How much a call takes differs: a blocking send on Windows takes all, on POSIX perhaps a
// part; a non-blocking one a part on either (a short send on purpose: seam_plan.cpp). A
// loop that counts what was taken is right everywhere.
TEST(traps, 29_a_loop_sends_all_of_it_however_much_a_call_takes) {
    on_each_family([](auto family) {
        for (const bool blocking : {true, false}) {
            SCOPED_TRACE(blocking ? "blocking" : "non-blocking");
            const auto both = connected(family);
            ASSERT_TRUE(net::set_nonblocking(both.client.get(), !blocking));
            std::string all(8u << 20, '\0');
            for (std::size_t i = 0; i < all.size(); ++i)
                all[i] = static_cast<char>(i * 2654435761u >> 24);
            std::string arrived;
            {
                std::jthread reader([&] { arrived = receive(both.server, all.size()); });
                for (std::size_t at = 0; at < all.size();) {
                    net::poll_entry room{.handle = both.client.get(), .want_write = true};
                    ASSERT_EQ(value(net::poll({&room, 1}, patience), "poll"), 1u);
                    const auto sent =
                        net::send(both.client.get(), all.data() + at, all.size() - at);
                    if (!sent && sent.error() == net::condition::would_block)
                        continue;
                    ASSERT_TRUE(sent) << sent.error().message();
                    ASSERT_GE(*sent, 1u);
                    ASSERT_LE(*sent, all.size() - at);
                    at += *sent;
                }
            }
            EXPECT_TRUE(arrived == all) << arrived.size() << " bytes arrived";
        }
    });
}

// Nagle's algorithm holds a second small piece back until the first is acknowledged, and
// a delayed acknowledgement waits for the next piece: 40 ms for each question in two
// pieces. How long it takes is for a benchmark to say; here: the option reaches TCP, and
// what is sent in pieces arrives with it and without.
TEST(traps, 39_no_delay_is_off_until_asked_for) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        const auto ask = [&] {
            return value(net::get_option(both.client.get(), net::option::no_delay),
                         "ask");
        };
        EXPECT_EQ(ask(), 0);
        for (const int on : {1, 0}) {
            ASSERT_TRUE(net::set_option(both.client.get(), net::option::no_delay, on));
            EXPECT_EQ(ask(), on);
            for (int i = 0; i < 3; ++i) {
                send_all(both.client, "wr");
                send_all(both.client, "ite");
                EXPECT_EQ(receive(both.server, 5), "write");
                send_all(both.server, "read");
                EXPECT_EQ(receive(both.client, 4), "read");
            }
        }
    });
}

// Linux reports the ICMP error of a connected datagram socket once, as documented;
// Windows would report it even to sockets that are not connected, again and again.
// Either way the socket still receives.
TEST(traps, 41_a_datagram_to_a_dead_port_does_not_end_the_socket) {
    const auto family = net::address_family::ipv4;
    const held alive = open(family, net::socket_type::datagram);
    ASSERT_TRUE(net::bind(alive.get(), loopback(family)));
    net::socket_address dead_port;
    {
        const held dead = open(family, net::socket_type::datagram);
        ASSERT_TRUE(net::bind(dead.get(), loopback(family)));
        dead_port = name(dead);
    } // a datagram socket that is open takes what comes, so this one has to go
    const held s = open(family, net::socket_type::datagram);
    ASSERT_TRUE(net::set_receive_timeout(s.get(), patience));
    ASSERT_TRUE(net::connect(s.get(), dead_port));
    static_cast<void>(net::send(s.get(), "?", 1));
    ASSERT_TRUE(net::connect(s.get(), name(alive)));
    ASSERT_TRUE(net::connect(alive.get(), name(s)));
    send_all(alive, "!");
    char bytes[4] = {};
    auto got = net::recv(s.get(), bytes, sizeof bytes);
    if (!got && got.error() == std::errc::connection_refused)
        got = net::recv(s.get(), bytes, sizeof bytes);
    ASSERT_TRUE(got) << got.error().message();
    EXPECT_EQ(std::string(bytes, *got), "!");
}

TEST(traps, 41_a_datagram_longer_than_the_buffer_fills_it) {
    const auto family = net::address_family::ipv4;
    const held to = open(family, net::socket_type::datagram);
    ASSERT_TRUE(net::bind(to.get(), loopback(family)));
    ASSERT_TRUE(net::set_receive_timeout(to.get(), patience));
    const held from = open(family, net::socket_type::datagram);
    ASSERT_TRUE(net::connect(from.get(), name(to)));
    send_all(from, "hello");
    char bytes[3];
    const auto got = net::recv(to.get(), bytes, sizeof bytes);
    ASSERT_TRUE(got) << got.error().message();
    EXPECT_EQ(std::string(bytes, *got), "hel") << "Winsock fails with WSAEMSGSIZE";
}

// MSG_WAITALL waits for all of it on some systems and in some cases. A loop does always.
TEST(traps, 42_receiving_exactly_takes_a_loop) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        ASSERT_TRUE(net::set_option(both.client.get(), net::option::no_delay, 1));
        std::string got;
        {
            std::jthread reader([&] { got = receive(both.server, 10); });
            send_all(both.client, "first");
            // The second half is sent when the first was taken from the socket.
            const auto until = clock::now() + patience;
            while (readable(both.server, 0ms) && clock::now() < until)
                std::this_thread::yield();
            send_all(both.client, "other");
        }
        EXPECT_EQ(got, "firstother");
        send_all(both.client, "part");
        ASSERT_TRUE(net::shutdown(both.client.get(), net::shutdown_how::send));
        EXPECT_EQ(receive(both.server, 10), "part") << "the end of the stream ends it";
    });
}

} // namespace
