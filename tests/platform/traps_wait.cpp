// Traps around waiting: time limits, poll, and waking somebody who waits.
#include <atomic>
#include <thread>

#include "loopback.hpp"

#include <net/pair.hpp>

namespace {

using namespace platform_tests;

// Linux lets a thread wait on when another closes its socket, and wakes it when another
// shuts a listening one down; elsewhere it is otherwise. A wake-up in the poll set wakes
// on every system. That a thread sleeps on cannot be shown without waiting for it.
TEST(traps, 15_and_16_a_wakeup_ends_a_wait_for_a_socket_and_a_listener) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        const held listener = listening(family);
        auto wake = net::wakeup::make();
        ASSERT_TRUE(wake) << wake.error().message();
        std::atomic<bool> woken{false};
        {
            std::jthread waiter([&] {
                net::poll_entry set[] = {{.handle = wake->handle(), .want_read = true},
                                         {.handle = both.server.get(), .want_read = true},
                                         {.handle = listener.get(), .want_read = true}};
                const auto ready = net::poll(set, patience);
                woken = ready && *ready == 1 && set[0].can_read;
            });
            EXPECT_TRUE(wake->notify());
        }
        EXPECT_TRUE(woken);
    });
}

TEST(wakeup, any_number_of_notices_is_one_until_reset) {
    auto wake = net::wakeup::make();
    ASSERT_TRUE(wake);
    const auto ready = [&] {
        net::poll_entry entry{.handle = wake->handle(), .want_read = true};
        return value(net::poll({&entry, 1}, 0ms), "poll");
    };
    EXPECT_EQ(ready(), 0u);
    for (int i = 0; i < 1000; ++i)
        ASSERT_TRUE(wake->notify());
    net::poll_entry entry{.handle = wake->handle(), .want_read = true};
    EXPECT_EQ(value(net::poll({&entry, 1}, patience), "poll"), 1u);
    // A byte of the thousand may still be on its way: reset until it stays quiet.
    const auto until = clock::now() + patience;
    do
        ASSERT_TRUE(wake->reset());
    while (ready() != 0 && clock::now() < until);
    EXPECT_EQ(ready(), 0u);
    ASSERT_TRUE(wake->notify());
    EXPECT_EQ(value(net::poll({&entry, 1}, patience), "poll"), 1u);
    net::wakeup moved = std::move(*wake);
    EXPECT_TRUE(moved.notify());
}

// BSD, macOS and Windows give the accepted socket the listener's mode, Linux does not.
// A blocking socket with a time limit runs into it; a non-blocking one would block.
TEST(traps, 17_an_accepted_socket_is_blocking) {
    on_each_family([](auto family) {
        const held listener = listening(family);
        ASSERT_TRUE(net::set_nonblocking(listener.get(), true));
        const auto nobody = net::accept(listener.get());
        ASSERT_FALSE(nobody);
        EXPECT_EQ(nobody.error(), net::condition::would_block);
        const held client = open(family);
        ASSERT_TRUE(net::connect(client.get(), name(listener)));
        ASSERT_TRUE(readable(listener));
        const held server(value(net::accept(listener.get()), "accept"));
        ASSERT_TRUE(net::set_receive_timeout(server.get(), 50ms));
        char byte = 0;
        const auto got = net::recv(server.get(), &byte, 1);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), net::condition::timed_out) << got.error().message();
    });
}

// SO_RCVTIMEO is a timeval on POSIX and a DWORD of milliseconds on Windows: a mistake is
// a limit of a microsecond, or of minutes. Its end is EAGAIN there, WSAETIMEDOUT here.
TEST(traps, 22_and_23_a_receive_timeout_is_timed_out_and_not_would_block) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        ASSERT_TRUE(net::set_receive_timeout(both.client.get(), 200ms));
        EXPECT_EQ(value(net::get_option(both.client.get(), net::option::receive_timeout),
                        "ask"),
                  200);
        char byte = 0;
        net::result<std::size_t> got = std::size_t{0};
        const auto took = time_of([&] { got = net::recv(both.client.get(), &byte, 1); });
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), net::condition::timed_out) << got.error().message();
        EXPECT_NE(got.error(), net::condition::would_block);
        EXPECT_GE(took, 150ms);
        EXPECT_LT(took, patience) << "milliseconds, not seconds";
    });
}

TEST(traps, 22_and_23_a_send_timeout_is_timed_out) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        ASSERT_TRUE(net::set_send_timeout(both.client.get(), 200ms));
        const std::string bytes(1 << 20, 'x');
        net::result<std::size_t> sent = std::size_t{0};
        clock::duration took{};
        for (int i = 0; i < 1000 && sent; ++i) // nobody reads: the buffers fill
            took = time_of(
                [&] { sent = net::send(both.client.get(), bytes.data(), bytes.size()); });
        ASSERT_FALSE(sent) << "a gigabyte fits into the buffers";
        EXPECT_EQ(sent.error(), net::condition::timed_out) << sent.error().message();
        EXPECT_GE(took, 150ms);
    });
}

TEST(traps, 22_time_limits_are_rounded_up_and_checked) {
    const held s = open(net::address_family::ipv4);
    const auto ask = [&] {
        return value(net::get_option(s.get(), net::option::send_timeout), "ask");
    };
    EXPECT_EQ(ask(), 0) << "no limit";
    ASSERT_TRUE(net::set_send_timeout(s.get(), 1ns));
    EXPECT_GE(ask(), 1) << "0 would mean no limit at all";
    ASSERT_TRUE(net::set_send_timeout(s.get(), 0ns));
    EXPECT_EQ(ask(), 0);
    for (const std::chrono::nanoseconds wrong :
         {std::chrono::nanoseconds(-1), std::chrono::nanoseconds(1h * 24 * 365)}) {
        const auto set = net::set_send_timeout(s.get(), wrong);
        ASSERT_FALSE(set);
        EXPECT_EQ(set.error(), std::errc::invalid_argument);
        EXPECT_EQ(set.error().category(), net::native_category());
    }
}

// FD_SETSIZE is a count of 64 on Windows, so the select behind poll must go in parts.
// (On Unix it is the largest value of a descriptor: posix/descriptors.cpp.)
TEST(traps, 24_more_sockets_than_64_in_one_poll) {
    constexpr std::size_t many = 70;
    const auto family = net::address_family::ipv4;
    std::vector<held> sockets;
    std::vector<net::poll_entry> set;
    for (std::size_t i = 0; i < many; ++i) {
        sockets.push_back(listening(family));
        set.push_back(
            {.handle = sockets[i].get(), .want_read = true, .want_write = false});
    }
    EXPECT_EQ(value(net::poll(set, 0ms), "poll"), 0u);
    const held client = open(family);
    ASSERT_TRUE(net::connect(client.get(), name(sockets.back())));
    EXPECT_EQ(value(net::poll(set, patience), "poll"), 1u);
    EXPECT_TRUE(set.back().can_read);
    EXPECT_FALSE(set.front().can_read);
}

TEST(traps, 24_more_pending_connects_than_64_in_one_poll) {
    constexpr std::size_t many = 70;
    const auto family = net::address_family::ipv4;
    const held dead = bound(family);
    std::vector<held> sockets;
    std::vector<net::poll_entry> set;
    for (std::size_t i = 0; i < many; ++i) {
        sockets.push_back(open(family));
        ASSERT_TRUE(net::set_nonblocking(sockets[i].get(), true));
        if (const auto ok = net::connect(sockets[i].get(), name(dead)); !ok) {
            if (ok.error() == std::errc::connection_refused)
                continue; // answered at once
        }
        set.push_back(
            {.handle = sockets[i].get(), .want_read = false, .want_write = true});
    }
    const auto until = clock::now() + patience;
    while (!set.empty() && clock::now() < until) {
        ASSERT_TRUE(net::poll(set, patience));
        std::erase_if(set, [](const auto& e) { return e.failed && e.can_write; });
    }
    EXPECT_TRUE(set.empty()) << set.size() << " of them never ended";
}

// Neither WSAPoll nor Winsock's select takes an empty set: they fail instead of waiting.
TEST(traps, 25_poll_of_nothing_waits) {
    for (const auto ignored : {std::size_t{0}, std::size_t{2}}) {
        std::vector<net::poll_entry> none(ignored);
        net::result<std::size_t> ready = std::size_t{1};
        const auto took = time_of([&] { ready = net::poll(none, 60ms); });
        ASSERT_TRUE(ready) << ready.error().message();
        EXPECT_EQ(*ready, 0u);
        EXPECT_GE(took, 60ms);
        EXPECT_EQ(value(net::poll(none, 0ms), "poll"), 0u);
    }
}

// Windows' timers tick every 15 ms and wake a little early. Only "not too early" can be
// asked of a machine that others use, too.
TEST(traps, 40_poll_never_returns_early) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        for (int i = 0; i < 10; ++i) {
            net::poll_entry entry{.handle = both.client.get(), .want_read = true};
            const auto took = time_of([&] {
                EXPECT_EQ(value(net::poll({&entry, 1}, 10ms), "poll"), 0u);
            });
            EXPECT_GE(took, 10ms);
        }
    });
}

TEST(poll, tells_what_a_socket_can_do) {
    on_each_family([](auto family) {
        auto both = connected(family);
        net::poll_entry entry{
            .handle = both.client.get(), .want_read = true, .want_write = true};
        EXPECT_EQ(value(net::poll({&entry, 1}, patience), "poll"), 1u);
        EXPECT_TRUE(entry.can_write);
        EXPECT_FALSE(entry.can_read);
        EXPECT_FALSE(entry.failed || entry.hung_up);
        send_all(both.server, "x");
        EXPECT_TRUE(readable(both.client));
        EXPECT_EQ(receive(both.client, 1), "x");
        ASSERT_TRUE(net::shutdown(both.server.get(), net::shutdown_how::send));
        entry = {.handle = both.client.get(), .want_read = true};
        EXPECT_EQ(value(net::poll({&entry, 1}, patience), "poll"), 1u);
        EXPECT_TRUE(entry.can_read) << "the end of the stream can be read";
        EXPECT_FALSE(entry.hung_up) << "a half-closed connection still works";
        send_all(both.client, "y");
        EXPECT_EQ(receive(both.server, 1), "y");
    });
}

TEST(poll, marks_what_is_no_socket_and_refuses_a_negative_limit) {
    held gone = open(net::address_family::ipv4);
    net::poll_entry set[] = {{.handle = gone.get(), .want_read = true},
                             {.handle = net::invalid_handle, .want_read = true}};
    gone.reset();
    const auto ready = net::poll(set, patience);
    ASSERT_TRUE(ready) << ready.error().message();
    EXPECT_EQ(*ready, 1u);
    EXPECT_TRUE(set[0].failed);
    EXPECT_FALSE(set[1].failed || set[1].can_read) << "no handle: the entry is ignored";
    const auto negative = net::poll(set, -1ms);
    ASSERT_FALSE(negative);
    EXPECT_EQ(negative.error(), std::errc::invalid_argument);
}

} // namespace
