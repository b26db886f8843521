// Traps around the handle itself.
#include <limits>
#include <set>
#include <type_traits>

#include "loopback.hpp"

#include <net/pair.hpp>

namespace {

using namespace platform_tests;

// A SOCKET is unsigned and as wide as a pointer; a descriptor is an int. No code may
// compare with 0 or keep a handle in an int: the type and the constant are the layer's.
static_assert(std::is_integral_v<net::native_handle>);
static_assert(std::is_signed_v<net::native_handle> ==
              std::is_same_v<net::native_handle, int>);
static_assert(std::is_signed_v<net::native_handle> ||
              sizeof(net::native_handle) == sizeof(void*));
static_assert(net::invalid_handle == static_cast<net::native_handle>(-1));

// A static of this file is made before main() and before this program's first socket:
// WSAStartup must have been called for it all the same.
const net::result<net::native_handle> early = net::socket(net::address_family::ipv4);

TEST(traps, 3_a_failed_call_gives_an_error_and_no_handle) {
    const held s = open(net::address_family::ipv4); // it does not listen
    const auto got = net::accept(s.get());
    ASSERT_FALSE(got);
    EXPECT_TRUE(got.error());
    const auto none = net::socket(net::address_family::unspecified);
    ASSERT_FALSE(none);
    EXPECT_TRUE(none.error());
}

TEST(traps, 3_calls_without_a_socket_are_errors) {
    const auto nothing = net::invalid_handle;
    char byte = 0;
    const std::error_code errors[] = {
        net::bind(nothing, loopback(net::address_family::ipv4)).error(),
        net::listen(nothing, 1).error(),
        net::accept(nothing).error(),
        net::connect(nothing, loopback(net::address_family::ipv4)).error(),
        net::send(nothing, &byte, 1).error(),
        net::recv(nothing, &byte, 1).error(),
        net::shutdown(nothing, net::shutdown_how::both).error(),
        net::getsockname(nothing).error(),
        net::getpeername(nothing).error(),
        net::set_option(nothing, net::option::no_delay, 1).error(),
        net::set_option(nothing, net::option::reuse_address, 1).error(),
        net::get_option(nothing, net::option::no_delay).error(),
        net::set_nonblocking(nothing, true).error(),
    };
    for (const auto& error : errors)
        EXPECT_TRUE(error == std::errc::bad_file_descriptor ||
                    error == std::errc::not_a_socket)
            << error.message();
}

TEST(traps, 26_a_socket_in_a_global_constructor) {
    ASSERT_TRUE(early) << early.error().message();
    EXPECT_TRUE(net::bind(*early, loopback(net::address_family::ipv4)));
    EXPECT_TRUE(net::close(*early));
}

TEST(pair, both_ends_talk_to_each_other) {
    const auto pair = net::socket_pair();
    ASSERT_TRUE(pair) << pair.error().message();
    const held first(pair->first);
    const held second(pair->second);
    EXPECT_EQ(value(net::getpeername(first.get()), "getpeername"), name(second));
    send_all(first, "ping");
    EXPECT_EQ(receive(second, 4), "ping");
    send_all(second, "pong");
    EXPECT_EQ(receive(first, 4), "pong");
}

TEST(options, buffers_are_at_least_what_was_asked) {
    const held s = open(net::address_family::ipv4);
    for (const auto which : {net::option::receive_buffer, net::option::send_buffer}) {
        ASSERT_TRUE(net::set_option(s.get(), which, 16384));
        EXPECT_GE(value(net::get_option(s.get(), which), "ask"), 16384);
        const auto set = net::set_option(s.get(), which, -1);
        ASSERT_FALSE(set);
        EXPECT_EQ(set.error(), std::errc::invalid_argument);
    }
}

} // namespace
