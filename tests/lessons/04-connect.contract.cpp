// What connect.hpp promises, one sentence after the other.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <net/byte_order.hpp>

#include "04-connect.hpp"

LESSON("04-connect");

namespace {

using connect_lesson = support::lesson_test;
using namespace connect_tests; // NOLINT(google-build-using-namespace)
using net::address_family;
using support::value_of;

TEST_F(connect_lesson, connects_to_a_server_that_listens) {
    teaches("Both ends have an address",
            "connect() returns when the handshake is done. The server sees the client's "
            "address, the client the server's: one connection, two ends.");
    support::listening_peer server;
    auto connected = tcp::connect_to(endpoint_of(server.address()));
    std::optional<support::advice> instead;
    if (!connected && connected.error().category() == net::native_category() &&
        connected.error() != net::condition::in_progress)
        instead.emplace(
            "A server listens there. In the timeline: which call fails, and is "
            "it one that a client needs, with the server's address and port?");
    const auto s = value_of(std::move(connected),
                            "connect_to(" + net::to_string(server.address()) + ")");
    instead.emplace(
        "Your call has succeeded. In the timeline: does it connect a socket, of "
        "what kind, and to which address?");
    const auto accepted = server.accept("the server");
    expect_connected(s, server.address());
    instead.reset();
    support::expect(accepted.remote() == calls::real_local(s.handle()),
                    "the server's other end is " +
                        net::to_string(calls::real_local(s.handle())),
                    "it is " + net::to_string(accepted.remote()));
}

TEST_F(connect_lesson, connects_over_IPv6) {
    teaches("The call", "The socket must be of the endpoint's family: "
                        "open_socket(remote.family).");
    NEEDS_IPV6();
    support::listening_peer server(address_family::ipv6);
    const auto s = value_of(tcp::connect_to(endpoint_of(server.address())),
                            "connect_to(" + net::to_string(server.address()) + ")");
    const auto accepted = server.accept("the server");
    expect_connected(s, server.address());
}

TEST_F(connect_lesson, opens_a_stream_socket_of_the_same_family_as_the_endpoint) {
    teaches("The call", "TCP needs a stream socket, and the socket's family must be that "
                        "of the endpoint.");
    for (const auto family : {address_family::ipv4, address_family::ipv6}) {
        net::script::reset();
        net::script::fail_from(call::connect, 0, std::errc::connection_refused);
        static_cast<void>(tcp::connect_to(tcp::loopback(1, family)));
        const auto made = calls::only(call::socket, "connect_to");
        const std::string wanted =
            family == address_family::ipv4 ? "ipv4, stream" : "ipv6, stream";
        support::expect(made.detail == wanted,
                        "connect_to opens a stream (TCP) socket: socket(" + wanted + ")",
                        "it calls socket(" + made.detail + ")");
    }
}

TEST_F(connect_lesson, connects_to_exactly_the_endpoint_that_it_is_given) {
    teaches("Both ends have an address", "to_socket_address makes of the endpoint what "
                                         "connect() wants: address, scope, and the port "
                                         "in network byte order.");
    tcp::endpoint link_local = tcp::loopback(0x1234, address_family::ipv6);
    link_local.address[0] = 0xfe;
    link_local.address[1] = 0x80;
    link_local.scope_id = 3;
    for (const auto& ep :
         {three_endpoints().front(), link_local, tcp::loopback(0xff00)}) {
        net::script::reset();
        if (ep.family == address_family::ipv6 && !support::has_ipv6())
            continue;
        net::script::fail_from(call::connect, 0, std::errc::connection_refused);
        static_cast<void>(tcp::connect_to(ep));
        const auto wanted = tcp::to_socket_address(ep);
        const auto made = calls::only(call::connect, "connect_to");
        support::expect(made.address == wanted,
                        "connect() is called with " + net::to_string(wanted) +
                            ", its port in network byte order",
                        "it is called with " + net::to_string(made.address) +
                            (made.address.port == ep.port && ep.port != wanted.port
                                 ? ": the port is in host byte order"
                                 : ""));
    }
}

TEST_F(connect_lesson, reports_that_the_connection_was_refused) {
    teaches("Refused", "Where no server listens the other system answers with a reset "
                       "(RST). No connection stands, and connect() says so.");
    const support::dead_port nobody;
    support::expect_error(tcp::connect_to(endpoint_of(nobody.address())),
                          std::errc::connection_refused,
                          "connect_to a port on which nobody listens");
}

TEST_F(connect_lesson, reports_unchanged_which_step_failed_and_closes_the_socket) {
    teaches("When a step fails", "Refused, unreachable, timed out: each means something "
                                 "else to the caller. Hand the error on as it is.");
    for (const auto fn : {call::socket, call::connect})
        for (const auto error :
             {std::errc::timed_out, std::errc::network_unreachable,
              std::errc::connection_refused, std::errc::too_many_files_open}) {
            net::script::reset();
            net::script::fail(fn, 0, error);
            calls::expect_same_error(tcp::connect_to(tcp::loopback(1)), error,
                                     "connect_to, whose " + std::string(name(fn)) +
                                         "() failed,");
            support::expect_handles_in_order();
        }
}

TEST_F(connect_lesson, reports_the_failed_connect_although_closing_fails_too) {
    teaches("When a step fails", "The first error is the reason, what closing says comes "
                                 "after it. Keep the first in a variable and return it.");
    net::script::fail(call::connect, 0, std::errc::timed_out);
    net::script::fail(call::close, 0, std::errc::io_error);
    calls::expect_first_error(tcp::connect_to(tcp::loopback(1)), std::errc::timed_out,
                              std::errc::io_error, "connect_to, whose connect() failed,");
    support::expect_handles_in_order();
}

TEST_F(connect_lesson, does_not_use_a_socket_again_after_its_connect_failed) {
    teaches("A failed socket is used up",
            "POSIX leaves open what state such a socket is in: on some systems it never "
            "connects again. Close it.");
    for (const auto error : {std::errc::connection_refused, std::errc::timed_out}) {
        net::script::reset();
        net::script::fail_from(call::connect, 0, error);
        static_cast<void>(tcp::connect_to(tcp::loopback(1)));
        expect_a_new_socket_each();
        support::expect_handles_in_order();
    }
}

TEST_F(connect_lesson, leaves_nothing_open_whichever_call_fails) {
    teaches("When a step fails", "Each call can fail. Ask its result, hand the error on, "
                                 "and leave no socket behind.");
    support::listening_peer server;
    support::with_every_fault(
        "connect_to",
        [&] { return support::error_of(tcp::connect_to(endpoint_of(server.address()))); },
        calls::is_close);
}

TEST_F(connect_lesson, returns_the_first_connection_that_stands) {
    teaches("A failed socket is used up", "The endpoints are tried in order until one "
                                          "connection stands. That one is enough.");
    support::listening_peer first;
    const support::listening_peer second;
    const std::array both{endpoint_of(first.address()), endpoint_of(second.address())};
    const auto s = value_of(tcp::connect_to_first(both), "connect_to_first");
    support::expect(!second.has_connection(),
                    "the second endpoint is not tried, for the first connection stands",
                    first.has_connection()
                        ? "a connection came to the second endpoint too"
                        : "the only connection came to the second endpoint");
    expect_connected(s, first.address());
    const auto accepted = first.accept("the first server");
    expect_attempts(net::to_string(first.address()));
}

TEST_F(connect_lesson, tries_the_next_endpoint_when_one_refuses) {
    teaches("A failed socket is used up",
            "A name may have several addresses, and some of "
            "them have no server. Go on, with a new socket.");
    const support::dead_port nobody;
    support::listening_peer server;
    const std::array both{endpoint_of(nobody.address()), endpoint_of(server.address())};
    const auto s = value_of(tcp::connect_to_first(both), "connect_to_first");
    expect_connected(s, server.address());
    const auto accepted = server.accept("the server");
    expect_a_new_socket_each();
}

TEST_F(connect_lesson, tries_the_endpoints_once_each_in_their_order) {
    teaches("A failed socket is used up",
            "The order is the caller's preference: from the "
            "first to the last, none left out.");
    for (const auto error :
         {std::errc::connection_refused, std::errc::timed_out,
          std::errc::network_unreachable, std::errc::host_unreachable}) {
        net::script::reset();
        net::script::fail_from(call::connect, 0, error);
        const auto s = tcp::connect_to_first(three_endpoints());
        expect_attempts("192.0.2.1:4660, then 192.0.2.2:4660, then 192.0.2.3:4660");
        const support::advice about_the_error("Every attempt has failed, and so has the "
                                              "whole: with the error of an attempt.");
        calls::expect_same_error(s, error,
                                 "connect_to_first, where no endpoint answers,");
    }
}

TEST_F(connect_lesson, takes_a_new_socket_for_each_attempt) {
    teaches("A failed socket is used up",
            "POSIX leaves open what state a socket is in after connect() failed. Close "
            "it and open another for the next endpoint.");
    net::script::fail_from(call::connect, 0, std::errc::connection_refused);
    static_cast<void>(tcp::connect_to_first(three_endpoints()));
    expect_a_new_socket_each();
    support::expect_handles_in_order();
    support::expect_equal(3, calls::of(call::socket).size(),
                          "the number of sockets for three attempts");
}

TEST_F(connect_lesson, opens_for_each_endpoint_a_socket_of_its_family) {
    teaches("A failed socket is used up", "The list may hold both families. A new socket "
                                          "for each attempt has the endpoint's family.");
    NEEDS_IPV6();
    support::listening_peer server(address_family::ipv6);
    const std::array both{tcp::loopback(1), endpoint_of(server.address())};
    net::script::fail(call::connect, 0, std::errc::connection_refused);
    const auto s = value_of(tcp::connect_to_first(both), "connect_to_first");
    expect_connected(s, server.address());
}

TEST_F(connect_lesson, goes_on_when_a_socket_cannot_be_opened) {
    teaches("When a step fails", "An attempt has failed, whichever of its steps it was: "
                                 "a machine without IPv6 may still reach the next one.");
    net::script::fail(call::socket, 0, std::errc::address_family_not_supported);
    support::listening_peer server;
    const std::array both{tcp::loopback(1, address_family::ipv6),
                          endpoint_of(server.address())};
    const auto s = value_of(tcp::connect_to_first(both), "connect_to_first");
    expect_connected(s, server.address());
}

TEST_F(connect_lesson, goes_on_although_closing_a_failed_socket_fails) {
    teaches("A failed socket is used up", "What closing the failed socket answers does "
                                          "not matter to the next attempt.");
    net::script::fail(call::connect, 0, std::errc::connection_refused);
    net::script::fail(call::close, 0, std::errc::io_error);
    support::listening_peer server;
    const std::array both{tcp::loopback(1), endpoint_of(server.address())};
    const auto s = value_of(tcp::connect_to_first(both), "connect_to_first");
    expect_connected(s, server.address());
}

TEST_F(connect_lesson, reports_the_error_of_the_last_attempt) {
    teaches("When a step fails",
            "Every attempt has its own error. The last one is "
            "returned: remember it, for its socket is closed by then.");
    net::script::fail(call::connect, 0, std::errc::connection_refused);
    net::script::fail(call::connect, 1, std::errc::network_unreachable);
    net::script::fail_from(call::connect, 2, std::errc::timed_out);
    calls::expect_same_error(tcp::connect_to_first(three_endpoints()),
                             std::errc::timed_out,
                             "connect_to_first, whose third and last attempt timed out,");
}

TEST_F(connect_lesson, refuses_an_empty_list) {
    teaches("When a step fails", "Without an endpoint there is no attempt and no error "
                                 "of one: answer invalid_argument.");
    const auto s = tcp::connect_to_first({});
    support::expect_error(s, std::errc::invalid_argument,
                          "connect_to_first of no endpoint");
    calls::expect_none(call::socket, "connect_to_first of no endpoint",
                       "there is nobody to connect to");
}

TEST_F(connect_lesson, leaves_nothing_open_whichever_attempt_fails) {
    teaches("When a step fails", "Of all the sockets that were opened one is returned, "
                                 "or none. The others are closed.");
    support::listening_peer first;
    support::listening_peer second;
    const std::array both{endpoint_of(first.address()), endpoint_of(second.address())};
    support::with_every_fault(
        "connect_to_first",
        [&] { return support::error_of(tcp::connect_to_first(both)); },
        // The second endpoint makes up for a failure at the first.
        [](call fn) {
            return fn == call::socket || fn == call::connect || calls::is_close(fn);
        });
}

/// A server whose port has two different bytes, so that swapping them shows.
std::unique_ptr<support::listening_peer> server_with_a_lopsided_port() {
    auto server = std::make_unique<support::listening_peer>();
    while (server->port() / 256 == server->port() % 256)
        server = std::make_unique<support::listening_peer>(); // the old one is open still
    return server;
}

TEST_F(connect_lesson, says_the_address_of_the_other_side) {
    teaches("Both ends have an address",
            "getpeername asks for the other end, getsockname "
            "for the own one. Each end has its own port.");
    const auto server = server_with_a_lopsided_port();
    const auto s =
        value_of(tcp::connect_to(endpoint_of(server->address())), "connect_to");
    const auto accepted = server->accept("the server");
    const auto remote = value_of(tcp::remote_endpoint(s), "remote_endpoint");
    const auto local = value_of(tcp::local_endpoint(s), "local_endpoint");
    support::expect(remote.port != local.port, "remote_endpoint says the server's port",
                    "it says the client's own port");
    const support::advice about_the_answer(
        "The system answers in network byte order, an "
        "endpoint has host byte order: see lesson 02.");
    support::expect(remote.port != server->address().port || net::htons(1) == 1,
                    "remote_endpoint says port " + std::to_string(server->port()) +
                        ", in host byte order",
                    "it says " + std::to_string(remote.port) +
                        ": the same two bytes in network byte order");
    support::expect(remote == endpoint_of(server->address()),
                    "remote_endpoint says " + net::to_string(server->address()),
                    "it says " + net::to_string(tcp::to_socket_address(remote)));
    calls::expect_borrowed(s.handle(), "after remote_endpoint");
}

TEST_F(connect_lesson, says_the_IPv6_address_of_the_other_side) {
    teaches("Both ends have an address", "The answer has the family of the connection, "
                                         "and from_socket_address reads both.");
    NEEDS_IPV6();
    support::listening_peer server(address_family::ipv6);
    const auto s = value_of(tcp::connect_to(endpoint_of(server.address())), "connect_to");
    const auto accepted = server.accept("the server");
    const auto remote = value_of(tcp::remote_endpoint(s), "remote_endpoint");
    support::expect(remote == endpoint_of(server.address()),
                    "remote_endpoint says " + net::to_string(server.address()),
                    "it says " + net::to_string(tcp::to_socket_address(remote)));
}

TEST_F(connect_lesson, reports_unchanged_why_the_other_side_is_not_known) {
    teaches("When a step fails", "Hand on the error of net::getpeername: an endpoint "
                                 "full of zeros would look like an answer.");
    {
        const tcp::socket unconnected(calls::open_handle());
        support::expect_error(tcp::remote_endpoint(unconnected), std::errc::not_connected,
                              "remote_endpoint of a socket without a connection");
        calls::expect_borrowed(unconnected.handle(), "after remote_endpoint");
    }
    for (const auto error : {std::errc::no_buffer_space, std::errc::not_a_socket}) {
        net::script::reset();
        const tcp::socket s(calls::open_handle());
        net::script::fail(call::getpeername, 0, error);
        calls::expect_same_error(tcp::remote_endpoint(s), error, "remote_endpoint");
    }
}

CONTROL {
    static_cast<void>(tcp::connect_to_first({}));
}

} // namespace
