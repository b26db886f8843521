// What the tests of lesson 05 look at.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <net/byte_order.hpp>
#include <net/error.hpp>

#include "accept.hpp"
#include "lesson.hpp"

namespace accept_tests {

using net::script::call;
using support::peer;
namespace script = net::script;

/// A socket that listens, for the code under test. Made by net::os, so that the trace
/// holds nothing but that code's own calls.
struct listener {
    explicit listener(net::address_family family = net::address_family::ipv4) {
        const auto handle = net::os::socket(family);
        support::expect(
            handle && net::os::bind(*handle, support::loopback_address(0, family)) &&
                net::os::listen(*handle, 64),
            "the test's own socket can listen", "it cannot");
        address = support::value_of(net::os::getsockname(*handle), "getsockname");
        socket = tcp::socket(script::adopt(*handle, "the test: the listening socket"));
    }
    [[nodiscard]] peer client(std::string name = "the client") const {
        return peer::connect_to(address, std::move(name));
    }
    [[nodiscard]] std::string text() const { return script::text(socket.handle()); }

    net::socket_address address;
    tcp::socket socket;
};

/// The system's handle behind a client's socket, to send on without being recorded.
inline net::native_handle system_of(const tcp::connection& client) {
    const auto system = script::system_handle(client.stream.handle());
    const support::advice about_its_life("A client's socket is open until its client has "
                                         "been served. Where does your code close it?");
    support::expect(system != net::invalid_handle, "the client's socket is open",
                    "it is " + script::text(client.stream.handle()) +
                        ", which is closed already");
    return system;
}

/// The connection leads to this peer, in both directions.
inline void expect_talk(const tcp::connection& client, peer& other) {
    const auto system = system_of(client);
    support::expect_ok(net::os::send(system, "welcome", 7), "a send to the client");
    support::expect_bytes("welcome", other.receive(7), "the client");
    other.send("thanks");
    std::array<char, 6> answer{};
    const auto got = support::value_of(
        net::os::recv(system, answer.data(), answer.size()), "a recv from the client");
    support::expect_bytes("thanks", {answer.data(), got}, "the server");
}

inline void expect_address(const tcp::endpoint& told, const net::socket_address& real) {
    tcp::endpoint expected;
    expected.family = real.family;
    expected.address = real.address;
    expected.port = net::ntohs(real.port);
    if (told == expected)
        return;
    auto happened = real;
    happened.family = told.family;
    happened.address = told.address;
    happened.port = net::htons(told.port);
    std::string hint;
    std::optional<support::advice> about_the_port;
    if (told.port == real.port && told.address == expected.address) {
        hint = ": the bytes of the port are swapped, it is still in network byte order";
        about_the_port.emplace(
            "The system answers in network byte order, an endpoint has "
            "host byte order: see lesson 02.");
    } else if (told.port == 0)
        hint = ": was accept asked for the address?";
    support::fail("the client's address is " + net::to_string(real),
                  "it is said to be " + net::to_string(happened) + hint);
}

inline void expect_accepts(int number, std::string_view why) {
    if (script::count(call::accept) != number)
        support::fail(
            "accept is called " + support::count(std::size_t(number), "time") + ": " +
                std::string(why),
            "it is called " +
                support::count(std::size_t(script::count(call::accept)), "time"));
}

/// Borrowed, and good for nothing but accept.
inline void expect_untouched(const listener& listening) {
    const support::advice about_the_loan(
        "The listening socket is lent to your function, for accept() and nothing else. "
        "Its owner closes it.");
    support::expect(listening.socket.is_open(), "the listening socket is only borrowed",
                    "it has been taken away from its owner");
    for (const auto& r : script::trace()) {
        if (!r.actor.empty() || r.handle != listening.socket.handle())
            continue;
        if (r.fn != call::accept && r.fn != call::poll && r.fn != call::getsockname)
            support::fail("the listening socket " + listening.text() +
                              " is used for accept and nothing else: it has no peer, and "
                              "its owner closes it",
                          "your code calls " + script::call_text(r));
    }
}

/// Tolerated in a walk of faults: the listening socket is the test's own, and a client's
/// socket is closed by its owner's destructor, which nobody can ask.
inline bool only_closing(call fn) {
    return fn == call::close;
}

} // namespace accept_tests
