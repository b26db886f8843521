// What goodbye.hpp promises of echo_one_client, sentence by sentence.
#include "goodbye.hpp"

#include <functional>
#include <optional>

#include <net/byte_order.hpp>

#include "connection.hpp"
#include "lesson.hpp"

namespace {

using goodbye_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::error_of;
using support::peer;

tcp::endpoint local_endpoint_of(net::address_family family, std::uint16_t port = 0) {
    tcp::endpoint local;
    local.family = family;
    local.address = support::loopback_address(0, family).address;
    local.port = port;
    return local;
}

/// What `ready` calls: a client that comes as soon as it is told where.
struct visitor {
    std::function<void(peer& client)> act;
    int told = 0;
    tcp::endpoint where{};
    std::optional<peer> client{};

    static void ready(const tcp::endpoint& where, void* context) {
        std::optional<support::advice> instead;
        instead.emplace("The context is the caller's: hand it on to ready as it is.");
        support::expect(context != nullptr,
                        "ready is given the context that the caller handed over",
                        "it is given a null pointer");
        auto& self = *static_cast<visitor*>(context);
        instead.emplace("Each call of ready brings a client, and there's room for one.");
        support::expect(++self.told == 1, "ready is called once", "it is called again");
        self.where = where;
        instead.emplace("Clients need the port that the system chose. Which function of "
                        "lesson 02 asks for it?");
        support::expect(where.port != 0, "ready is told the port that the system chose",
                        "it is told port 0: nobody asked the socket for its real port");
        instead.emplace("The client connects as soon as ready tells it where, and the "
                        "system refuses it unless the socket listens there by then.");
        self.client = peer::connect_to(
            support::loopback_address(where.port, where.family), "the client");
        instead.reset();
        self.act(*self.client);
    }
};

net::result<std::uint64_t> serve(visitor& guest,
                                 net::address_family family = net::address_family::ipv4) {
    return tcp::echo_one_client(local_endpoint_of(family), visitor::ready, &guest);
}

void expect_count(std::uint64_t expected, const net::result<std::uint64_t>& result) {
    support::expect_ok(result, "echo_one_client");
    const support::advice about_the_count("The count is that of the echo alone, and the "
                                          "answer when all the rest has gone well.");
    if (*result != expected)
        support::fail("echo_one_client answers " + std::to_string(expected) +
                          ", the number of bytes that it sent back",
                      "it answers " + std::to_string(*result));
}

void says_hello(peer& client) {
    client.send("hello");
    client.finish_sending();
}

TEST_F(goodbye_lesson, echoes_one_client_and_says_how_much) {
    teaches("Everything is released",
            "A server's whole life: listen, accept, stop listening, echo, close in "
            "order. Nothing is left open.");
    visitor guest{says_hello};
    expect_count(5, serve(guest));
    support::expect_bytes("hello", guest.client->receive_to_end(), "the client");
    support::expect_handles_in_order();

    script::reset();
    visitor silent{[](peer& client) { client.finish_sending(); }};
    expect_count(0, serve(silent));
    silent.client->expect_end();
}

TEST_F(goodbye_lesson, tells_where_it_listens_once_and_before_it_accepts) {
    teaches("Everything is released",
            "A client connects as soon as it is told the address. So listen first, then "
            "tell, then accept.");
    visitor guest{[](peer& client) {
        support::expect(script::count(call::listen) == 1,
                        "the socket listens before ready is called", "it does not yet");
        support::expect(script::count(call::accept) == 0, "ready is called before accept",
                        "accept was called before it");
        says_hello(client);
    }};
    expect_count(5, serve(guest));
    support::expect_equal(1, guest.told, "the number of calls of ready");
    const support::advice about_the_address("Listen on the endpoint that you are given, "
                                            "and tell where the socket really is.");
    support::expect(guest.where ==
                        local_endpoint_of(net::address_family::ipv4, guest.where.port),
                    "ready is told 127.0.0.1 and the port", "it is told another address");
    support::expect_bytes("hello", guest.client->receive_to_end(), "the client");
}

TEST_F(goodbye_lesson, stops_listening_before_it_echoes) {
    teaches(
        "Everything is released",
        "One client is served, so no other one shall wait: close the listening socket "
        "as soon as you have accepted, and its port is free again.");
    visitor guest{says_hello};
    script::before(call::recv, 0, [] {
        for (const auto& r : script::trace())
            if (r.fn == call::listen && r.actor.empty())
                support::expect(script::system_handle(r.handle) == net::invalid_handle,
                                "the listening socket is closed before the echo begins",
                                script::text(r.handle) +
                                    " still listens while the client is served");
    });
    expect_count(5, serve(guest));
    support::expect_equal(1, script::count(call::accept), "the number of accepts");
}

TEST_F(goodbye_lesson, says_goodbye_to_its_client_in_order) {
    teaches("Drain before you close",
            "The client reads its whole echo and then the end of the stream, and never a "
            "reset.");
    const auto data = support::pattern(20'000);
    visitor guest{[&](peer& client) {
        client.send(data);
        client.finish_sending();
    }};
    script::shorten_all(call::recv, 3000);
    script::shorten_all(call::send, 1001);
    expect_count(data.size(), serve(guest));
    support::expect_bytes(data, guest.client->receive_to_end(), "the client");
}

TEST_F(goodbye_lesson, echoes_more_than_the_socket_buffers_hold) {
    teaches("Everything is released",
            "The client sends and receives at the same time; the echo keeps up without "
            "holding more than a buffer.");
    const auto data = support::pattern(3u << 20);
    std::string got;
    std::optional<support::background> thread;
    visitor guest{
        [&](peer& client) { thread.emplace([&] { got = client.exchange(data); }); }};
    const auto result = serve(guest);
    support::expect_ok(result, "echo_one_client");
    thread->join();
    support::expect_bytes(data, got, "the client");
    expect_count(data.size(), result);
}

TEST_F(goodbye_lesson, echoes_an_ipv6_client) {
    NEEDS_IPV6();
    teaches("Everything is released",
            "The address decides the family: listen where you are told, on ::1 as well.");
    visitor guest{says_hello};
    expect_count(5, serve(guest, net::address_family::ipv6));
    support::expect(guest.where.family == net::address_family::ipv6,
                    "ready is told an address of IPv6", "it is told another one");
    support::expect_bytes("hello", guest.client->receive_to_end(), "the client");
}

TEST_F(goodbye_lesson, reports_a_port_that_is_taken) {
    teaches("Everything is released",
            "Where another server listens already nothing can begin: say so, don't call "
            "ready, and leave nothing open.");
    const support::listening_peer other;
    visitor guest{says_hello};
    const auto local = local_endpoint_of(net::address_family::ipv4, other.port());
    support::expect_error(tcp::echo_one_client(local, visitor::ready, &guest),
                          std::errc::address_in_use, "echo_one_client");
    support::expect_equal(0, guest.told, "the number of calls of ready");
}

TEST_F(goodbye_lesson, reports_a_client_that_resets) {
    teaches("FIN or RST",
            "A reset is no end of the stream: the echo is not complete, and both sockets "
            "are closed all the same.");
    NEEDS_RESETS();
    visitor guest{[](peer& client) { client.send("hello"); }};
    receiving watched;
    watched.when(5, [&] {
        support::expect_bytes("hello", guest.client->receive(5), "the client");
        guest.client->reset();
    });
    support::expect_error(serve(guest), net::condition::peer_gone,
                          "echo_one_client, after the client reset the connection,");
}

TEST_F(goodbye_lesson, reports_the_failure_of_each_call_of_echo_one_client) {
    teaches("Everything is released",
            "Whichever call fails, its error is the answer, and neither the connection "
            "nor the listening socket stays open.");
    support::with_every_fault(
        "echo_one_client",
        [] {
            visitor guest{says_hello};
            script::shorten_all(call::recv, 3);
            return error_of(serve(guest));
        },
        only_closing);
}

} // namespace
