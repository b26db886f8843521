// What address.hpp promises of bound sockets, one sentence after the other.
#include <net/byte_order.hpp>

#include "02-address.hpp"
#include "calls.hpp"

namespace {

using namespace address_lesson_words;
using address_lesson = support::lesson_test;
using net::script::call;
using support::value_of;

/// A socket that the test bound to 127.0.0.1, on a port that the system chose.
net::native_handle bound_handle() {
    const auto token = calls::open_handle();
    support::expect_ok(
        net::os::bind(net::script::system_handle(token), support::loopback_address(0)),
        "the test's own bind()");
    return token;
}

constexpr std::string_view about_local_endpoint =
    "local_endpoint asks the system where this socket itself is. All of the answer "
    "counts: family, address and port.";

TEST_F(address_lesson, opens_a_stream_socket_of_the_same_family_as_the_endpoint) {
    teaches("The call", "TCP needs a stream socket, and the socket's family must be that "
                        "of the address: see open_socket of lesson 01.");
    for (const auto family : {address_family::ipv4, address_family::ipv6}) {
        net::script::reset();
        // Bind does not reach the system: whether this machine has IPv6 is no matter.
        net::script::fail(call::bind, 0, std::errc::address_in_use);
        static_cast<void>(tcp::open_bound(tcp::loopback(0, family)));
        const auto made = calls::only(call::socket, "open_bound");
        support::expect(made.detail == in_words(family) + ", stream",
                        "open_bound opens a stream (TCP) socket of the family " +
                            in_words(family),
                        "it calls socket(" + made.detail + ")");
    }
}

TEST_F(address_lesson, binds_to_exactly_the_endpoint_that_it_is_given) {
    teaches("Network byte order", "Bind to the whole endpoint as to_socket_address "
                                  "gives it: family, address, port and scope.");
    for (const auto& ep : {tcp::loopback(0x1234), tcp::any_address(0x1234), link_local(),
                           tcp::loopback(0x1234, address_family::ipv6)}) {
        net::script::reset();
        net::script::fail(call::bind, 0, std::errc::address_in_use);
        if (ep.family == address_family::ipv6 && !support::has_ipv6())
            continue;
        static_cast<void>(tcp::open_bound(ep));
        const auto made = calls::only(call::bind, "open_bound");
        expect_family(ep.family, made.address.family, "what open_bound binds to");
        expect_address(ep.address, made.address.address, "what open_bound binds to");
        expect_network_order(ep.port, made.address.port, "what open_bound binds to");
        support::expect_equal(ep.scope_id, made.address.scope_id,
                              "the scope that open_bound binds to");
    }
}

TEST_F(address_lesson, sets_the_reuse_option_before_it_binds) {
    teaches("Address in use",
            "bind looks at option::reuse_address, so it must be 1 by then. Without it a "
            "restarted server waits minutes for its port.");
    const auto s = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound");
    std::string happened = "the reuse option is never set";
    bool bound = false;
    for (const auto& r : calls::all()) {
        bound = bound || r.fn == call::bind;
        if (r.fn != call::set_option || r.opt != net::option::reuse_address)
            continue;
        if (r.value != 1)
            happened = "the reuse option is set to " + std::to_string(r.value);
        else if (bound)
            happened = "the reuse option is set after bind, when it is too late";
        else
            happened.clear();
    }
    support::expect(happened.empty(),
                    "option::reuse_address is 1 when open_bound calls bind", happened);
    calls::expect_returned(s.handle(), "when open_bound returns");
}

TEST_F(address_lesson, returns_a_socket_that_has_the_address) {
    teaches("Loopback and any address", "bind gives the socket its address; the system "
                                        "is the one that knows whether it has it.");
    const auto s = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound(127.0.0.1:0)");
    const auto real =
        value_of(net::os::getsockname(net::script::system_handle(s.handle())),
                 "the system's getsockname()");
    expect_address(ipv4_loopback, real.address, "the socket, as the system knows it,");
    support::expect(real.port != 0, "the socket has a port that the system chose",
                    "it has none: it was not bound");
}

TEST_F(address_lesson, binds_an_IPv6_socket_to_the_IPv6_loopback_address) {
    teaches("Loopback and any address", "::1 is an address like 127.0.0.1. The socket "
                                        "must be of the family IPv6, too.");
    NEEDS_IPV6();
    const auto s = value_of(tcp::open_bound(tcp::loopback(0, address_family::ipv6)),
                            "open_bound([::1]:0)");
    const support::advice about_the_question(about_local_endpoint);
    const auto local = value_of(tcp::local_endpoint(s), "local_endpoint");
    expect_family(address_family::ipv6, local.family, "local_endpoint",
                  about_local_endpoint);
    expect_address(ipv6_loopback, local.address, "local_endpoint");
}

TEST_F(address_lesson, says_which_port_the_system_chose_for_port_0) {
    teaches("Port 0", "Port 0 asks the system to choose. Which port it took, only the "
                      "system knows: ask net::getsockname.");
    const auto s = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound(127.0.0.1:0)");
    const auto real =
        value_of(net::os::getsockname(net::script::system_handle(s.handle())),
                 "the system's getsockname()");
    const auto local = value_of(tcp::local_endpoint(s), "local_endpoint");
    support::expect(local.port != 0, "local_endpoint says the port that the system chose",
                    "it says 0, the port that was asked for");
    expect_port(net::ntohs(real.port), local.port, "the port that local_endpoint says");
    const support::advice about_the_rest(about_local_endpoint);
    expect_family(address_family::ipv4, local.family, "local_endpoint",
                  about_local_endpoint);
    expect_address(ipv4_loopback, local.address, "local_endpoint");
}

TEST_F(address_lesson, says_of_each_socket_its_own_port) {
    teaches("Port 0", "Ask the system each time, about the socket that you are given.");
    const auto one = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound");
    const auto two = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound");
    const auto first = value_of(tcp::local_endpoint(one), "local_endpoint");
    const auto second = value_of(tcp::local_endpoint(two), "local_endpoint");
    support::expect(first.port != second.port,
                    "two sockets that the system chose ports for have two ports",
                    "local_endpoint says port " + std::to_string(first.port) +
                        " for both");
}

TEST_F(address_lesson, leads_clients_to_the_port_that_it_says) {
    teaches("Network byte order", "A port that was converted once too often or too "
                                  "seldom is another port, where no server listens.");
    const auto s = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound(127.0.0.1:0)");
    support::expect_ok(net::os::listen(net::script::system_handle(s.handle()), 1),
                       "the test's own listen()");
    const auto local = value_of(tcp::local_endpoint(s), "local_endpoint");
    const auto client =
        support::peer::connect_to(tcp::to_socket_address(local), "client");
    support::expect_equal(local.port, net::ntohs(client.remote().port),
                          "the port that the client is connected to");
}

TEST_F(address_lesson, leaves_the_socket_open_when_asked_for_its_address) {
    teaches("Port 0", "local_endpoint looks at a socket that is its caller's: it "
                      "neither owns nor closes the handle.");
    const auto s = value_of(tcp::open_bound(tcp::loopback(0)), "open_bound");
    static_cast<void>(value_of(tcp::local_endpoint(s), "local_endpoint"));
    calls::expect_open(s.handle(), "after local_endpoint");
}

TEST_F(address_lesson, reports_unchanged_why_the_address_is_not_known) {
    teaches("When a step fails", "Hand on the error of net::getsockname: an endpoint "
                                 "full of zeros would look like an answer.");
    for (const auto error : {std::errc::no_buffer_space, std::errc::not_a_socket}) {
        net::script::reset();
        const tcp::socket s(bound_handle());
        net::script::fail(call::getsockname, 0, error);
        calls::expect_same_error(tcp::local_endpoint(s), error, "local_endpoint");
    }
}

TEST_F(address_lesson, says_address_in_use_while_a_living_server_has_the_port) {
    teaches("Address in use", "A port has one listener. bind says so, and its answer is "
                              "the caller's to know: return it.");
    const support::listening_peer server;
    const auto s = tcp::open_bound(tcp::loopback(server.port()));
    support::expect_error(s, std::errc::address_in_use,
                          "open_bound of a port that another server listens on");
}

TEST_F(address_lesson, reports_unchanged_which_step_failed_and_closes_the_socket) {
    teaches("When a step fails", "Hand on the error of the step that failed as it is, "
                                 "and leave no socket open on the way out.");
    for (const auto fn : {call::socket, call::set_option, call::bind})
        for (const auto error : {std::errc::permission_denied, std::errc::no_buffer_space,
                                 std::errc::address_not_available}) {
            net::script::reset();
            net::script::fail(fn, 0, error);
            calls::expect_same_error(tcp::open_bound(tcp::loopback(0)), error,
                                     "open_bound, whose " + std::string(name(fn)) +
                                         "() failed,");
            support::expect_handles_in_order();
        }
}

TEST_F(address_lesson, reports_the_step_that_failed_although_closing_fails_too) {
    teaches("When a step fails", "The first error is the reason, what closing says comes "
                                 "after it. Keep the first in a variable and return it.");
    for (const auto fn : {call::set_option, call::bind}) {
        net::script::reset();
        net::script::fail(fn, 0, std::errc::address_not_available);
        net::script::fail(call::close, 0, std::errc::io_error);
        calls::expect_first_error(tcp::open_bound(tcp::loopback(0)),
                                  std::errc::address_not_available, std::errc::io_error,
                                  "open_bound, whose " + std::string(name(fn)) +
                                      "() failed,");
        support::expect_handles_in_order();
    }
}

TEST_F(address_lesson, does_not_go_on_after_a_step_that_failed) {
    teaches("When a step fails", "Each step stands on the one before: ask its result "
                                 "before you take the next.");
    net::script::fail(call::socket, 0, std::errc::too_many_files_open);
    static_cast<void>(tcp::open_bound(tcp::loopback(0)));
    calls::expect_none(call::bind, "open_bound", "there is no socket");
}

TEST_F(address_lesson, leaves_nothing_open_whichever_call_fails) {
    teaches("When a step fails", "Each call can fail. Ask its result, hand the error on, "
                                 "and leave no socket behind.");
    support::with_every_fault(
        "open_bound(127.0.0.1:0)",
        [] { return support::error_of(tcp::open_bound(tcp::loopback(0))); },
        calls::is_close);
    support::with_every_fault(
        "local_endpoint",
        [] {
            const tcp::socket s(bound_handle());
            return support::error_of(tcp::local_endpoint(s));
        },
        calls::is_close);
}

CONTROL {
    static_cast<void>(tcp::open_bound(tcp::loopback(0)));
}

} // namespace
