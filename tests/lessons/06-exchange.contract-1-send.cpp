// What exchange.hpp promises of send_all, sentence by sentence.
#include "exchange.hpp"

#include "connection.hpp"
#include "lesson.hpp"

LESSON("06-exchange");

namespace {

using exchange_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::bytes;
using support::error_of;

/// Sends it with send_all; the peer receives that and the end of the stream.
void expect_sent(connection& line, std::string_view text) {
    support::expect_ok(tcp::send_all(line.yours, bytes(text)), "send_all");
    line.close();
    support::expect_bytes(text, line.other.receive_to_end(), "the peer");
}

TEST_F(exchange_lesson, sends_every_byte) {
    teaches("Short sends", "What send_all() is given, the peer receives: all of it, in "
                           "order, and nothing else.");
    connection line;
    expect_sent(line, "hello world");
    connection another;
    expect_sent(another, "abc");
}

TEST_F(exchange_lesson, sends_every_byte_when_the_kernel_takes_only_a_part) {
    teaches("Short sends",
            "send() may take fewer bytes than it is given; the rest is still yours to "
            "send.");
    connection line;
    script::shorten(call::send, 0, 7);
    expect_sent(line, "hello world");

    connection another;
    script::shorten_all(call::send, 300);
    expect_sent(another, support::pattern(10'000));
}

TEST_F(exchange_lesson, sends_every_byte_when_the_kernel_takes_one_at_a_time) {
    teaches("Short sends",
            "After each send() the next one begins where the last one stopped: at the "
            "number that send() returned.");
    connection line;
    script::shorten_all(call::send, 1);
    expect_sent(line, "one by one");
}

TEST_F(exchange_lesson, sends_more_than_the_socket_buffers_hold) {
    teaches("Short sends",
            "The system's buffers are smaller than your data. A blocking send() waits "
            "for room and may still take only a part.");
    const auto data = support::pattern(4u << 20);
    connection line;
    script::shorten_all(call::send, 300'001);
    std::string got;
    support::background reader([&] { got = line.other.receive_to_end(); });
    const auto sent = tcp::send_all(line.yours, bytes(data));
    line.close();
    support::expect_ok(sent, "send_all");
    reader.join();
    support::expect_bytes(data, got, "the peer");
}

TEST_F(exchange_lesson, sends_bytes_that_are_no_text) {
    teaches("Bytes, not text",
            "A zero byte is a byte like any other. The length comes from the span, never "
            "from what the bytes look like.");
    connection line;
    using namespace std::string_view_literals;
    expect_sent(line, "\0\xff\0\n\r\x1a\x80 end\0"sv);
    connection another;
    expect_sent(another, support::pattern(1000));
}

TEST_F(exchange_lesson, makes_no_call_when_there_is_nothing_to_send) {
    teaches("Short sends",
            "Nothing is left to send, so there is nothing to call: the loop asks before "
            "it sends.");
    connection line;
    support::expect_ok(tcp::send_all(line.yours, {}), "send_all of no bytes");
    support::expect_ok(tcp::send_all(line.yours, bytes("x").first(0)),
                       "send_all of no bytes");
    expect_calls(call::send, 0, "send_all", "there is nothing to send");
    expect_sent(line, "x");
}

TEST_F(exchange_lesson, returns_the_error_of_send_unchanged) {
    teaches("Errors are not lengths",
            "An error is an answer of its own, with the code that the system gave: hand "
            "it on, and do not try again.");
    for (const auto error : some_errors) {
        script::reset();
        const connection line;
        const auto native = net::native_error(error);
        script::fail(call::send, 0, native);
        const auto result = tcp::send_all(line.yours, bytes("hello"));
        support::expect_error(result, native, "send_all");
        expect_calls(call::send, 1, "send_all",
                     support::in_words(native) + " ends the sending");
    }
}

TEST_F(exchange_lesson, stops_sending_at_an_error_after_a_part) {
    teaches("Errors are not lengths",
            "A later send() can fail as well as the first one. What had gone out by "
            "then is gone; the error is the answer.");
    for (const auto error : some_errors) {
        script::reset();
        connection line;
        const auto native = net::native_error(error);
        script::shorten(call::send, 0, 5);
        script::fail(call::send, 1, native);
        const auto result = tcp::send_all(line.yours, bytes("hello world"));
        support::expect_error(result, native, "send_all");
        expect_calls(call::send, 2, "send_all",
                     "the second one fails, and nothing is sent after that");
        line.close();
        support::expect_bytes("hello", line.other.receive_to_end(), "the peer");
    }
}

TEST_F(exchange_lesson, reports_a_peer_that_is_gone_and_lives_on) {
    teaches(
        "A gone peer",
        "A peer may be gone at any time. That is an error to return to the caller; it "
        "neither ends your program nor passes for success.");
    connection line;
    line.other.reset();
    // The first bytes may still find room in the buffer of a system that has not seen
    // the reset yet.
    net::result<void> sent;
    do
        sent = tcp::send_all(line.yours, bytes("is anybody there?"));
    while (sent && std::chrono::steady_clock::now() < support::deadline());
    support::expect_error(sent, net::condition::peer_gone,
                          "send_all, after the peer reset the connection,");
}

TEST_F(exchange_lesson, reports_the_failure_of_each_call_of_send_all) {
    teaches("Errors are not lengths",
            "Whichever call fails, its error is the answer, and the socket stays the "
            "caller's.");
    support::with_every_fault(
        "send_all",
        [] {
            const connection line;
            script::shorten_all(call::send, 4);
            return error_of(tcp::send_all(line.yours, bytes("hello world")));
        },
        only_closing);
}

CONTROL {
    connection line;
    static_cast<void>(tcp::send_all(line.yours, bytes("hi")));
}

} // namespace
