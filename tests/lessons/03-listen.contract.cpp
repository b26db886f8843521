// What listen.hpp promises, one sentence after the other.
#include "listen.hpp"

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "calls.hpp"
#include "lesson.hpp"

LESSON("03-listen");

namespace {

using listen_lesson = support::lesson_test;
using net::address_family;
using net::script::call;
using support::value_of;

/// A socket that the test bound to 127.0.0.1, on a port that the system chose.
tcp::socket bound_socket() {
    tcp::socket s(calls::open_handle());
    support::expect_ok(net::os::bind(net::script::system_handle(s.handle()),
                                     support::loopback_address(0)),
                       "the test's own bind()");
    return s;
}

TEST_F(listen_lesson, makes_a_bound_socket_a_listening_one) {
    teaches("The backlog", "Until listen() is called a bound socket takes no connection: "
                           "the system refuses every client.");
    const auto s = bound_socket();
    const auto started = tcp::start_listening(s, 1);
    {
        std::optional<support::advice> about_1;
        if (!started && started.error() == std::errc::invalid_argument)
            about_1.emplace("A backlog of 1 is a queue with one place, and a good one.");
        support::expect_ok(started, "start_listening(s, 1)");
    }
    const auto made = calls::only(call::listen, "start_listening");
    {
        const support::advice about_the_socket(
            "The caller has bound one socket, and waits "
            "for clients at that one's address.");
        support::expect(made.handle == s.handle(),
                        "it listens on the socket that it is given",
                        "it calls " + net::script::call_text(made));
    }
    const auto client =
        support::peer::connect_to(calls::real_local(s.handle()), "a client");
    calls::expect_borrowed(s.handle(), "after start_listening");
}

TEST_F(listen_lesson, hands_the_backlog_on_as_it_is) {
    teaches("The backlog", "How long the queue may be is for the caller to say, and for "
                           "the system to limit. Hand the number on unchanged.");
    for (const int backlog :
         {1, 2, 5, tcp::default_backlog - 1, tcp::default_backlog,
          tcp::default_backlog + 1, 256, 4096, 65536, std::numeric_limits<int>::max()}) {
        net::script::reset();
        const auto s = bound_socket();
        support::expect_ok(tcp::start_listening(s, backlog),
                           "start_listening(s, " + std::to_string(backlog) + ")");
        const auto made = calls::only(call::listen, "start_listening");
        support::expect_equal(backlog, static_cast<int>(made.asked),
                              "the backlog that listen() is called with");
    }
}

TEST_F(listen_lesson, refuses_a_backlog_below_1_without_a_call) {
    teaches("The backlog", "What a queue without a place means differs from system to "
                           "system. Answer invalid_argument before you call listen().");
    for (const int backlog : {0, -1, std::numeric_limits<int>::min()}) {
        net::script::reset();
        const auto s = bound_socket();
        const std::string name = "start_listening(s, " + std::to_string(backlog) + ")";
        support::expect_error(tcp::start_listening(s, backlog),
                              std::errc::invalid_argument, name);
        calls::expect_none(call::listen, name, "the backlog makes no sense");
        calls::expect_borrowed(s.handle(),
                               "after start_listening: its owner is the caller");
    }
}

TEST_F(listen_lesson, reports_unchanged_why_the_socket_cannot_listen) {
    teaches("When a step fails",
            "Hand on what net::listen answers: success would promise "
            "a queue that is not there.");
    for (const auto error : {std::errc::address_in_use, std::errc::permission_denied,
                             std::errc::operation_not_supported}) {
        net::script::reset();
        const auto s = bound_socket();
        net::script::fail(call::listen, 0, error);
        calls::expect_same_error(tcp::start_listening(s, 1), error,
                                 "start_listening, whose listen() failed,");
    }
}

TEST_F(listen_lesson, leaves_a_socket_that_cannot_listen_to_its_owner) {
    teaches("When a step fails", "start_listening is lent the socket. Its owner closes "
                                 "it, once.");
    net::script::fail(call::listen, 0, std::errc::address_in_use);
    const auto s = bound_socket();
    support::expect_error(tcp::start_listening(s, 1), std::errc::address_in_use,
                          "start_listening, whose listen() failed,");
    calls::expect_open(s.handle(), "after start_listening: its owner is the caller");
}

TEST_F(listen_lesson, lets_clients_connect_from_then_on) {
    teaches("The backlog",
            "From listen() on the system completes handshakes by itself and queues the "
            "connections: a client is connected before a server accepts it.");
    auto listening = tcp::listen_on(tcp::loopback(0));
    std::optional<support::advice> about_the_order;
    if (!listening && listening.error() == std::errc::invalid_argument)
        about_the_order.emplace(
            "In the timeline: which call fails, and which one did the "
            "socket need before?");
    const auto s = value_of(std::move(listening), "listen_on(127.0.0.1:0)");
    const auto address = calls::real_local(s.handle());
    {
        const support::advice about_the_address(
            "The endpoint says where to listen. Which one does open_bound get?");
        support::expect(address.address == support::loopback_address(0).address,
                        "listen_on(127.0.0.1:0) listens on 127.0.0.1",
                        "it listens on " + net::to_string(address));
    }
    const auto client = support::peer::connect_to(address, "a client");
}

TEST_F(listen_lesson, lets_clients_connect_over_IPv6) {
    teaches("The call", "The endpoint says the family: [::1] is as good as 127.0.0.1.");
    NEEDS_IPV6();
    const auto s = value_of(tcp::listen_on(tcp::loopback(0, address_family::ipv6)),
                            "listen_on([::1]:0)");
    const auto address = calls::real_local(s.handle());
    support::expect(address.family == address_family::ipv6 &&
                        address.address ==
                            support::loopback_address(0, address_family::ipv6).address,
                    "listen_on([::1]:0) listens on [::1]",
                    "it listens on " + net::to_string(address));
    const auto client = support::peer::connect_to(address, "a client");
}

TEST_F(listen_lesson, binds_to_the_endpoint_before_it_listens) {
    teaches("When a step fails",
            "A socket that listens without an address gets one from "
            "the system, which no client knows: open_bound comes first.");
    const auto s = value_of(tcp::listen_on(tcp::loopback(0)), "listen_on(127.0.0.1:0)");
    const auto bound = calls::only(call::bind, "listen_on");
    static_cast<void>(calls::only(call::listen, "listen_on"));
    for (const auto& r : calls::all()) {
        if (r.fn == call::bind)
            break;
        support::expect(r.fn != call::listen, "listen_on calls bind() and then listen()",
                        "listen() comes before bind()");
    }
    calls::expect_returned(bound.handle, "when listen_on returns");
    const support::advice about_the_socket("The socket that was bound and listens is the "
                                           "one that the caller wants.");
    support::expect(s.handle() == bound.handle,
                    "listen_on returns the socket that it bound",
                    "it returns another one");
}

TEST_F(listen_lesson, listens_on_exactly_the_endpoint_that_it_is_given) {
    teaches("When a step fails", "Hand the whole endpoint on to open_bound: address and "
                                 "port decide who can reach the server.");
    tcp::endpoint other = tcp::loopback(0x1234);
    other.address = {127, 9, 8, 7};
    for (const auto& ep : {tcp::loopback(0x1234), tcp::any_address(0x1234), other,
                           tcp::loopback(0x1234, address_family::ipv6)}) {
        net::script::reset();
        if (ep.family == address_family::ipv6 && !support::has_ipv6())
            continue;
        net::script::fail(call::bind, 0, std::errc::address_not_available);
        static_cast<void>(tcp::listen_on(ep));
        const auto wanted = net::to_string(tcp::to_socket_address(ep));
        const auto made = calls::only(call::bind, "listen_on");
        support::expect(made.address == tcp::to_socket_address(ep),
                        "listen_on(" + wanted + ") binds to " + wanted,
                        "it binds to " + net::to_string(made.address));
    }
}

TEST_F(listen_lesson, uses_the_default_backlog_only_when_none_is_given) {
    teaches("The backlog", "listen_on has a backlog too. Hand it on to start_listening.");
    {
        const auto s = value_of(tcp::listen_on(tcp::loopback(0)), "listen_on");
        const auto made = calls::only(call::listen, "listen_on");
        support::expect_equal(tcp::default_backlog, static_cast<int>(made.asked),
                              "the backlog of listen_on(127.0.0.1:0)");
    }
    net::script::reset();
    const auto s = value_of(tcp::listen_on(tcp::loopback(0), 7), "listen_on");
    const auto made = calls::only(call::listen, "listen_on");
    support::expect_equal(7, static_cast<int>(made.asked),
                          "the backlog of listen_on(127.0.0.1:0, 7)");
}

TEST_F(listen_lesson, opens_no_listening_socket_with_a_backlog_below_1) {
    teaches("When a step fails", "start_listening refuses such a backlog. Its answer is "
                                 "that of listen_on, and the bound socket is closed.");
    for (const int backlog : {0, -1}) {
        net::script::reset();
        const std::string name =
            "listen_on(127.0.0.1:0, " + std::to_string(backlog) + ")";
        support::expect_error(tcp::listen_on(tcp::loopback(0), backlog),
                              std::errc::invalid_argument, name);
        calls::expect_none(call::listen, name, "the backlog makes no sense");
        support::expect_handles_in_order();
    }
}

TEST_F(listen_lesson, says_address_in_use_while_a_living_server_has_the_port) {
    teaches("When a step fails", "The caller asked for this port. Report that it is "
                                 "taken: no client finds a server on another one.");
    const support::listening_peer server;
    support::expect_error(tcp::listen_on(tcp::loopback(server.port())),
                          std::errc::address_in_use,
                          "listen_on of a port that another server listens on");
}

TEST_F(listen_lesson, reports_unchanged_which_step_failed_and_closes_the_socket) {
    teaches("When a step fails", "Hand on the error of the step that failed as it is, "
                                 "and leave no socket open on the way out.");
    for (const auto fn : {call::socket, call::set_option, call::bind, call::listen})
        for (const auto error : {std::errc::permission_denied, std::errc::no_buffer_space,
                                 std::errc::address_in_use}) {
            net::script::reset();
            net::script::fail(fn, 0, error);
            calls::expect_same_error(tcp::listen_on(tcp::loopback(0)), error,
                                     "listen_on, whose " + std::string(name(fn)) +
                                         "() failed,");
            support::expect_handles_in_order();
        }
}

TEST_F(listen_lesson, reports_the_step_that_failed_although_closing_fails_too) {
    teaches("When a step fails", "The first error is the reason, what closing says comes "
                                 "after it. Keep the first in a variable and return it.");
    for (const auto fn : {call::bind, call::listen}) {
        net::script::reset();
        net::script::fail(fn, 0, std::errc::address_in_use);
        net::script::fail(call::close, 0, std::errc::io_error);
        calls::expect_first_error(tcp::listen_on(tcp::loopback(0)),
                                  std::errc::address_in_use, std::errc::io_error,
                                  "listen_on, whose " + std::string(name(fn)) +
                                      "() failed,");
        support::expect_handles_in_order();
    }
}

TEST_F(listen_lesson, leaves_nothing_open_whichever_call_fails) {
    teaches("When a step fails", "Each call can fail. Ask its result, hand the error on, "
                                 "and leave no socket behind.");
    support::with_every_fault(
        "start_listening",
        [] {
            const auto s = bound_socket();
            return support::error_of(tcp::start_listening(s, 1));
        },
        calls::is_close);
    support::with_every_fault(
        "listen_on(127.0.0.1:0)",
        [] { return support::error_of(tcp::listen_on(tcp::loopback(0))); },
        calls::is_close);
}

CONTROL {
    static_cast<void>(tcp::listen_on(tcp::loopback(0)));
}

} // namespace
