// The scripted seam: tokens in the place of handles, and what is done wrongly with them.
#include <limits>
#include <set>
#include <type_traits>

#include "seam_fixture.hpp"

namespace {

using namespace platform_tests;

class handles : public seam {
  protected:
    /// The only complaint there is.
    static std::string complaint() {
        const auto all = script::misuse();
        EXPECT_EQ(all.size(), 1u);
        return all.empty() ? "" : all.front();
    }
};

TEST_F(handles, are_tokens_and_count_from_3) {
    const held first = open(net::address_family::ipv4);
    const held second = open(net::address_family::ipv4);
    EXPECT_EQ(script::text(first.get()), "#3");
    EXPECT_EQ(script::text(second.get()), "#4");
    EXPECT_NE(script::system_handle(first.get()), net::invalid_handle);
    EXPECT_NE(script::system_handle(first.get()), script::system_handle(second.get()));
}

// Where a handle is unsigned and wide (Windows), a token shows whoever cuts it to an int
// or asks whether it is negative.
TEST_F(handles, use_the_whole_width_of_the_type) {
    const held s = open(net::address_family::ipv4);
    if constexpr (std::is_signed_v<net::native_handle>) {
        EXPECT_EQ(s.get(), 3);
    } else {
        constexpr auto largest = std::numeric_limits<net::native_handle>::max();
        EXPECT_GT(s.get(), largest / 2) << "a signed type takes it for a negative number";
        EXPECT_NE(static_cast<net::native_handle>(static_cast<unsigned int>(s.get())),
                  s.get())
            << "an int loses half of it";
    }
    EXPECT_NE(s.get(), net::invalid_handle);
    EXPECT_TRUE(net::getsockname(s.get()) || !script::misuse().size());
}

TEST_F(handles, are_never_given_out_twice) {
    std::set<net::native_handle> seen;
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(seen.insert(open(net::address_family::ipv4).get()).second);
    EXPECT_TRUE(script::open_handles().empty());
    EXPECT_TRUE(script::misuse().empty());
}

TEST_F(handles, the_next_number_can_be_chosen) {
    script::next_number(0);
    const held zero = open(net::address_family::ipv4);
    EXPECT_EQ(zero.get(), net::native_handle{0}) << "0 is a handle like any other";
    EXPECT_EQ(script::text(zero.get()), "#0");
    const held next = open(net::address_family::ipv4);
    EXPECT_EQ(script::text(next.get()), "#3");
}

TEST_F(handles, a_second_close_is_seen) {
    const auto token = open(net::address_family::ipv4).take();
    EXPECT_TRUE(net::close(token));
    const held reused = open(net::address_family::ipv4); // maybe the same system handle
    const auto again = net::close(token);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), std::errc::bad_file_descriptor);
    EXPECT_EQ(complaint(), "#3 is closed a second time");
    EXPECT_TRUE(net::bind(reused.get(), loopback(net::address_family::ipv4)))
        << "the other socket is not harmed";
}

TEST_F(handles, a_use_after_close_is_seen) {
    const auto token = open(net::address_family::ipv4).take();
    EXPECT_TRUE(net::close(token));
    EXPECT_FALSE(net::send(token, "x", 1));
    EXPECT_EQ(complaint(), "#3 is used by send() after it was closed");
}

TEST_F(handles, a_call_without_a_socket_is_seen) {
    EXPECT_FALSE(net::listen(net::invalid_handle, 1));
    EXPECT_NE(complaint().find("listen() is called without a socket"), std::string::npos);
}

TEST_F(handles, a_handle_out_of_thin_air_is_seen) {
    EXPECT_FALSE(net::close(static_cast<net::native_handle>(77)));
    EXPECT_NE(complaint().find("never opened"), std::string::npos);
}

TEST_F(handles, the_systems_own_number_is_no_token) {
    const held s = open(net::address_family::ipv4);
    const auto system = script::system_handle(s.get());
    if (system == s.get())
        return; // by chance the same number
    EXPECT_FALSE(net::getsockname(system));
    EXPECT_EQ(script::misuse().size(), 1u);
}

TEST_F(handles, poll_knows_tokens_and_closed_ones) {
    with_peer both;
    both.peer_sends("x");
    EXPECT_TRUE(readable(both.client));
    const auto closed = open(net::address_family::ipv4).take();
    EXPECT_TRUE(net::close(closed));
    net::poll_entry set[] = {{.handle = closed, .want_read = true},
                             {.handle = both.client.get(), .want_read = true}};
    EXPECT_EQ(value(net::poll(set, patience), "poll"), 1u);
    EXPECT_TRUE(set[1].can_read);
    EXPECT_EQ(set[1].handle, both.client.get()) << "still the token";
    EXPECT_NE(complaint().find("used by poll() after it was closed"), std::string::npos);
}

TEST_F(handles, a_leak_names_the_call_that_opened_it) {
    const held listener = listening(net::address_family::ipv4);
    held client = open(net::address_family::ipv4);
    value(net::connect(client.get(), name(listener)), "connect");
    held server(value(net::accept(listener.get()), "accept"));
    const auto leaks = script::open_handles();
    ASSERT_EQ(leaks.size(), 3u);
    EXPECT_EQ(leaks[0], "#3, opened by socket()");
    EXPECT_EQ(leaks[2], "#5, opened by accept(#3)");
    client.reset();
    server.reset();
    EXPECT_EQ(script::open_handles().size(), 1u);
}

TEST_F(handles, reset_closes_what_is_left_open) {
    const auto listener = listening(net::address_family::ipv4).take();
    const auto where = value(net::getsockname(listener), "getsockname");
    script::reset();
    EXPECT_TRUE(script::open_handles().empty());
    EXPECT_TRUE(script::trace().empty());
    const held again = open(net::address_family::ipv4);
    EXPECT_TRUE(net::bind(again.get(), where)) << "the port is free again";
}

TEST_F(handles, an_adopted_one_is_a_token_like_the_others) {
    const auto system = value(net::os::socket(net::address_family::ipv4), "socket");
    const held token(script::adopt(system, "somebody"));
    EXPECT_EQ(script::system_handle(token.get()), system);
    EXPECT_EQ(script::open_handles().at(0), "#3, opened by somebody");
    EXPECT_TRUE(net::bind(token.get(), loopback(net::address_family::ipv4)));
}

} // namespace
