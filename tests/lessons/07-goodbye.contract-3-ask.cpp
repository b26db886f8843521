// What goodbye.hpp promises of ask, sentence by sentence.
#include "goodbye.hpp"

#include <functional>
#include <optional>

#include <net/byte_order.hpp>

#include "connection.hpp"
#include "lesson.hpp"

namespace {

using goodbye_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::bytes;
using support::error_of;
using support::peer;
using answer = net::result<std::vector<std::byte>>;

tcp::endpoint endpoint_of(const net::socket_address& address) {
    tcp::endpoint where;
    where.family = address.family;
    where.address = address.address;
    where.port = net::ntohs(address.port);
    return where;
}

/// A server that serves one client, in a thread of its own.
class one_server {
  public:
    explicit one_server(std::function<void(peer&)> serve)
        : thread_([this, serve = std::move(serve)] {
              auto client = listening_.accept("the server");
              serve(client);
          }) {}
    /// Where nobody has come, the thread still waits: somebody comes.
    ~one_server() {
        const auto handle = net::os::socket(net::address_family::ipv4);
        if (handle) {
            static_cast<void>(net::os::connect(*handle, listening_.address()));
            static_cast<void>(net::os::close(*handle));
        }
    }
    one_server(const one_server&) = delete;
    one_server& operator=(const one_server&) = delete;

    [[nodiscard]] tcp::endpoint where() const {
        return endpoint_of(listening_.address());
    }
    void join() { thread_.join(); }

  private:
    support::listening_peer listening_;
    support::background thread_;
};

void expect_answer(std::string_view expected, const answer& result) {
    support::expect_ok(result, "ask");
    const support::advice about_the_answer(
        "The answer is all that comes until the end of the stream: one recv() is one "
        "piece of it, however large.");
    support::expect_bytes(expected, support::text(*result), "ask");
}

/// Asks a server that reads the request to its end and answers then.
void expect_conversation(std::string_view request, std::string_view reply) {
    std::string received;
    one_server server([&](peer& client) {
        received = client.receive_to_end();
        client.send(reply);
        client.close();
    });
    const auto result = tcp::ask(server.where(), bytes(request));
    expect_answer(reply, result);
    server.join();
    const support::advice about_the_request(
        "The server reads the request to the end of the stream. All of it goes out "
        "before you finish sending, however many calls of send() that takes.");
    support::expect_bytes(request, received, "the server");
    support::expect_handles_in_order();
}

TEST_F(goodbye_lesson, asks_and_returns_the_answer) {
    teaches("Both sides wait",
            "A client's whole conversation: connect, send, finish sending, receive to "
            "the end, close.");
    expect_conversation("what time is it?", "time to go");
    using namespace std::string_view_literals;
    expect_conversation("\0\xff\0"sv, "\xff\0\r\n\0"sv);
}

TEST_F(goodbye_lesson, finishes_its_request_before_it_waits_for_the_answer) {
    teaches("Both sides wait",
            "The server cannot know that the request is complete until you finish "
            "sending: without that it waits for you, and you wait for it.");
    std::string seen = "nothing";
    one_server server([&](peer& client) {
        seen = client.receive(7);
        client.expect_end();
        client.send("answer");
    });
    const auto result = tcp::ask(server.where(), bytes("request"));
    expect_answer("answer", result);
    server.join();
    support::expect_bytes("request", seen, "the server");
    for (const auto& r : script::trace())
        if (r.actor.empty() && r.fn == call::shutdown && r.detail != "send")
            support::fail("ask ends the sending direction only",
                          "it calls " + script::call_text(r));
}

TEST_F(goodbye_lesson, asks_with_more_than_the_socket_buffers_hold) {
    teaches(
        "Both sides wait",
        "Send all of the request, finish sending, and receive to the end of the stream: "
        "neither the request nor the answer fits into one call.");
    script::shorten_all(call::send, 700'001);
    expect_conversation(support::pattern(4u << 20), support::pattern(500'000, 2));
}

TEST_F(goodbye_lesson, asks_through_short_sends_and_short_reads) {
    teaches(
        "Both sides wait",
        "Request and answer go in pieces of any size. Each is complete at the end of its "
        "stream, and not before.");
    script::shorten_all(call::send, 3);
    script::shorten_all(call::recv, 5);
    expect_conversation("a request in several pieces", "an answer in several pieces");
}

TEST_F(goodbye_lesson, asks_with_an_empty_request_and_gets_an_empty_answer) {
    teaches(
        "Both sides wait",
        "To say nothing and finish is a request as well, and no bytes are an answer as "
        "well.");
    expect_conversation("", "an answer");
    expect_conversation("a request", "");
    expect_conversation("", "");
}

/// The answer of `size` bytes to somebody who takes `limit`; the server closes after it,
/// or goes on for ever where `size` is above the limit.
answer ask_for(std::size_t size, std::optional<std::size_t> limit) {
    const std::size_t most = limit.value_or(1u << 20);
    one_server server([&](peer& client) {
        static_cast<void>(client.receive_to_end());
        send_until_gone(client, support::pattern(size));
        if (size > most)
            client.wait_readable(); // the reset, or the end, when the asker gives up
    });
    auto result = limit ? tcp::ask(server.where(), bytes("?"), *limit)
                        : tcp::ask(server.where(), bytes("?"));
    if (size > most)
        support::expect_error(result, std::errc::message_size,
                              "ask, with a limit of " + std::to_string(most) +
                                  " and an answer of one byte more,");
    else
        expect_answer(support::pattern(size), result);
    server.join();
    support::expect_handles_in_order();
    return result;
}

TEST_F(goodbye_lesson, takes_an_answer_of_exactly_the_limit) {
    teaches("Drain before you close",
            "The limit is how long an answer may be: one of exactly that length is "
            "welcome.");
    for (const std::size_t limit : {0u, 1u, 11u, 100'000u})
        support::expect_ok(ask_for(limit, limit), "ask");
}

TEST_F(goodbye_lesson, refuses_an_answer_of_one_byte_more) {
    teaches("Drain before you close",
            "Memory is yours and the length is the peer's: one byte above the limit ends "
            "the conversation, without waiting for an end that may never come.");
    for (const std::size_t limit : {0u, 1u, 11u, 100'000u})
        support::expect_error(ask_for(limit + 1, limit), std::errc::message_size, "ask");
}

TEST_F(goodbye_lesson, takes_an_answer_of_a_mebibyte_unless_told_otherwise) {
    teaches(
        "Drain before you close",
        "A caller who names no limit has the header's, 1 MiB: that much may come, and "
        "not a byte more.");
    constexpr std::size_t limit = 1u << 20;
    support::expect_ok(ask_for(limit, std::nullopt), "ask");
    support::expect_error(ask_for(limit + 1, std::nullopt), std::errc::message_size,
                          "ask");
}

TEST_F(goodbye_lesson, reports_an_answer_that_was_cut_off_by_a_reset) {
    teaches("FIN or RST",
            "Only a FIN ends an answer. After a reset, or any other error, what came is "
            "a part of it, and your caller must not take it for the whole.");
    {
        one_server server([](peer& client) {
            static_cast<void>(client.receive_to_end());
            client.reset();
        });
        support::expect_error(tcp::ask(server.where(), bytes("?")),
                              net::condition::peer_gone,
                              "ask, where the server resets the connection,");
    }
    support::expect_handles_in_order();
    for (const auto error : some_errors) {
        script::reset();
        one_server server([](peer& client) {
            static_cast<void>(client.receive_to_end());
            client.send("half an answer");
        });
        const auto native = net::native_error(error);
        script::shorten(call::recv, 0, 4);
        script::fail(call::recv, 1, native);
        const auto result = tcp::ask(server.where(), bytes("?"));
        // A socket that your code made non-blocking may well say so, and is asked again.
        if (error == std::errc::operation_would_block && result)
            support::expect_bytes("half an answer", support::text(*result), "ask");
        else
            support::expect_error(result, native, "ask");
        support::expect_handles_in_order();
    }
}

TEST_F(goodbye_lesson, reports_a_server_that_is_not_there) {
    teaches(
        "Everything is released",
        "Where no server listens there is nothing to ask: the error of connect() is the "
        "answer.");
    const support::dead_port nobody;
    support::expect_error(tcp::ask(endpoint_of(nobody.address()), bytes("?")),
                          std::errc::connection_refused, "ask");
}

TEST_F(goodbye_lesson, reports_the_failure_of_each_call_of_ask) {
    teaches("Everything is released",
            "Whichever call fails, its error is the answer, and the socket is closed on "
            "that path too.");
    support::with_every_fault(
        "ask",
        [] {
            support::listening_peer server;
            std::optional<peer> client;
            script::before(call::shutdown, 0, [&] {
                if (!server.has_connection())
                    return;
                client = server.accept("the server");
                client->send("an answer");
                client->finish_sending();
            });
            script::shorten_all(call::send, 4);
            script::shorten_all(call::recv, 5);
            return error_of(tcp::ask(endpoint_of(server.address()), bytes("request")));
        },
        only_closing);
}

} // namespace
