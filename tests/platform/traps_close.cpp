// Traps around the end of a connection.
#include "loopback.hpp"
#include "os/emulator.hpp"

namespace {

using namespace platform_tests;
using net::shutdown_how;

/// What recv says after a reset. Wine 8 may take the error from the socket before recv
/// can see it, and show the end of the stream: about every third time.
bool is_reset(std::error_code error) {
    return error == net::condition::peer_gone || (grader::os::under_wine() && !error);
}

/// Sends until the system says that nobody is there any more.
std::error_code send_until_gone(const held& socket) {
    const std::string bytes(1000, 'x');
    const auto until = clock::now() + patience;
    while (clock::now() < until) {
        const auto sent = net::send(socket.get(), bytes.data(), bytes.size());
        if (!sent)
            return sent.error();
    }
    return std::make_error_code(std::errc::timed_out);
}

// On POSIX a send to a gone peer raises SIGPIPE, which ends the process, unless told
// otherwise: for each send or for each socket, the accepted ones too. That this test
// comes to its end is what it shows; posix/signals.cpp looks at the signal itself. Which
// of several errors it is depends on the system and on the moment (trap 12).
TEST(traps, 11_and_12_sending_to_a_gone_peer_is_an_error_and_no_signal) {
    on_each_family([](auto family) {
        for (const bool by_server : {false, true}) {
            SCOPED_TRACE(by_server ? "the accepted socket sends" : "the client sends");
            auto both = connected(family);
            auto& sender = by_server ? both.server : both.client;
            (by_server ? both.client : both.server).reset();
            const auto error = send_until_gone(sender);
            EXPECT_EQ(error, net::condition::peer_gone) << error.message();
            const auto again = net::send(sender.get(), "x", 1);
            ASSERT_FALSE(again);
            EXPECT_EQ(again.error(), net::condition::peer_gone)
                << again.error().message();
        }
    });
}

// RFC 2525 section 2.17: who closes with input unread resets the connection, and the
// reset may destroy the answer that was sent before.
TEST(traps, 13_close_with_unread_input_resets) {
    on_each_family([](auto family) {
        auto both = connected(family);
        send_all(both.client, "a request that nobody reads");
        ASSERT_TRUE(readable(both.server)) << "it has arrived";
        both.server.reset();
        const auto [bytes, error] = drain(both.client);
        EXPECT_TRUE(is_reset(error)) << error.message();
    });
}

TEST(traps, 13_shutdown_drain_close_ends_cleanly) {
    on_each_family([](auto family) {
        auto both = connected(family);
        send_all(both.client, "a request that nobody reads");
        ASSERT_TRUE(readable(both.server));
        send_all(both.server, "the answer");
        ASSERT_TRUE(net::shutdown(both.server.get(), shutdown_how::send));
        const auto [answer, error] = drain(both.client);
        EXPECT_EQ(answer, "the answer");
        EXPECT_FALSE(error) << error.message();
        both.client.reset(); // its end of the stream lets the drain come to an end
        const auto [rest, end] = drain(both.server);
        EXPECT_EQ(rest, "a request that nobody reads");
        EXPECT_FALSE(end) << end.message();
        EXPECT_TRUE(net::close(both.server.take()));
    });
}

// l_onoff and l_linger are ints on POSIX and u_shorts on Windows, in seconds.
TEST(traps, 14_linger_speaks_in_seconds) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        const auto ask = [&] {
            return value(net::get_option(both.client.get(), net::option::linger), "ask");
        };
        EXPECT_EQ(ask(), -1) << "the default: close in the background";
        ASSERT_TRUE(net::set_linger(both.client.get(), 5s));
        EXPECT_EQ(ask(), 5);
        ASSERT_TRUE(net::set_linger(both.client.get(), 0s));
        EXPECT_EQ(ask(), 0);
        ASSERT_TRUE(net::set_linger(both.client.get(), std::nullopt));
        EXPECT_EQ(ask(), -1);
        for (const auto wrong : {-1s, 65536s}) {
            const auto set = net::set_linger(both.client.get(), wrong);
            ASSERT_FALSE(set);
            EXPECT_EQ(set.error(), std::errc::invalid_argument);
        }
        const auto wrong = net::set_option(both.client.get(), net::option::linger, 65536);
        ASSERT_FALSE(wrong) << "a u_short on one system is the limit on all";
        EXPECT_EQ(wrong.error(), std::errc::invalid_argument);
    });
}

// With bytes still unsent, for these are thrown away.
TEST(traps, 14_linger_of_0_seconds_resets) {
    on_each_family([](auto family) {
        auto both = connected(family);
        ASSERT_TRUE(net::set_nonblocking(both.server.get(), true));
        const std::string bytes(1 << 16, 'x');
        std::size_t sent_bytes = 0;
        for (int i = 0; i < 10000; ++i) {
            const auto sent = net::send(both.server.get(), bytes.data(), bytes.size());
            if (!sent)
                break; // both buffers are full
            sent_bytes += *sent;
        }
        ASSERT_TRUE(net::set_linger(both.server.get(), 0s));
        both.server.reset();
        const auto [arrived, error] = drain(both.client);
        EXPECT_LT(arrived.size(), sent_bytes);
        EXPECT_TRUE(is_reset(error)) << error.message();
    });
}

TEST(traps, 14_without_linger_close_ends_the_stream) {
    on_each_family([](auto family) {
        auto both = connected(family);
        send_all(both.server, "last words");
        both.server.reset();
        const auto [bytes, error] = drain(both.client);
        EXPECT_EQ(bytes, "last words");
        EXPECT_FALSE(error) << error.message();
    });
}

// Winsock refuses to close a non-blocking socket with a linger time and keeps the handle
// open; POSIX closes it in any case. Closed means closed.
TEST(traps, 14_a_nonblocking_socket_that_lingers_is_closed_all_the_same) {
    on_each_family([](auto family) {
        auto both = connected(family);
        ASSERT_TRUE(net::set_linger(both.server.get(), 1s));
        ASSERT_TRUE(net::set_nonblocking(both.server.get(), true));
        send_all(both.server, "bye");
        EXPECT_TRUE(net::close(both.server.take()));
        EXPECT_EQ(drain(both.client).first, "bye");
    });
}

// macOS answers ENOTCONN here where the peer has closed already, the others success.
// Either is a fine end; the error must be the one that a teardown knows to ignore. Linux
// and Windows cannot show the other.
TEST(traps, 36_shutdown_after_the_peer_closed) {
    on_each_family([](auto family) {
        auto both = connected(family);
        both.server.reset();
        EXPECT_EQ(receive(both.client, 1), "");
        const auto ok = net::shutdown(both.client.get(), shutdown_how::send);
        if (!ok) {
            EXPECT_EQ(ok.error(), std::errc::not_connected);
        }
        EXPECT_TRUE(net::close(both.client.take()));
    });
}

// After a reset Linux says ENOTCONN, too, and Winsock may say WSAECONNRESET.
TEST(traps, 36_shutdown_after_a_reset) {
    on_each_family([](auto family) {
        auto both = connected(family);
        send_all(both.client, "unread");
        ASSERT_TRUE(readable(both.server));
        both.server.reset();
        EXPECT_TRUE(is_reset(drain(both.client).second));
        const auto ok = net::shutdown(both.client.get(), shutdown_how::send);
        EXPECT_TRUE(ok || ok.error() == std::errc::not_connected ||
                    ok.error() == net::condition::peer_gone)
            << ok.error().message();
        EXPECT_TRUE(net::close(both.client.take()));
    });
}

TEST(traps, 36_shutdown_of_a_socket_that_was_never_connected) {
    const held s = open(net::address_family::ipv4);
    const auto ok = net::shutdown(s.get(), shutdown_how::both);
    ASSERT_FALSE(ok);
    EXPECT_EQ(ok.error(), std::errc::not_connected);
}

// Winsock says WSAESHUTDOWN.
TEST(traps, 37_recv_after_shutdown_of_receiving_is_the_end) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        ASSERT_TRUE(net::shutdown(both.client.get(), shutdown_how::receive));
        char byte = 0;
        const auto got = net::recv(both.client.get(), &byte, 1);
        ASSERT_TRUE(got) << got.error().message();
        EXPECT_EQ(*got, 0u);
        send_all(both.client, "sending goes on");
        EXPECT_EQ(receive(both.server, 15), "sending goes on");
    });
}

TEST(shutdown, of_sending_leaves_receiving_open) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        send_all(both.client, "question");
        ASSERT_TRUE(net::shutdown(both.client.get(), shutdown_how::send));
        EXPECT_EQ(drain(both.server).first, "question");
        send_all(both.server, "answer");
        EXPECT_EQ(receive(both.client, 6), "answer");
        const auto more = net::send(both.client.get(), "x", 1);
        ASSERT_FALSE(more);
        EXPECT_EQ(more.error(), net::condition::peer_gone);
    });
}

TEST(close, of_what_is_no_open_handle_is_an_error) {
    const auto nothing = net::close(net::invalid_handle);
    ASSERT_FALSE(nothing);
    EXPECT_TRUE(nothing.error() == std::errc::bad_file_descriptor ||
                nothing.error() == std::errc::not_a_socket)
        << nothing.error().message();
}

} // namespace
