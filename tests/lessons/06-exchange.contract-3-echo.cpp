// What exchange.hpp promises of echo, sentence by sentence.
#include "exchange.hpp"

#include <optional>

#include "connection.hpp"
#include "lesson.hpp"

namespace {

using exchange_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::error_of;

void expect_count(std::uint64_t expected, const net::result<std::uint64_t>& result) {
    const auto echoed = support::value_of(net::result<std::uint64_t>(result), "echo");
    const support::advice about_the_count("The count is about the whole echo, from its "
                                          "first piece to its last.");
    if (echoed != expected)
        support::fail("echo answers " + std::to_string(expected) +
                          ", the number of all the bytes that it sent back",
                      "it answers " + std::to_string(echoed));
}

/// All of it is there, and the peer has finished: echo sends it back.
void expect_echo(std::string_view text) {
    connection line;
    receiving watched;
    watched.forbid_after_the_end("echo");
    line.other.send(text);
    line.other.finish_sending();
    const auto result = tcp::echo(line.yours);
    line.close();
    const auto got = line.other.receive_to_end();
    {
        std::optional<support::advice> about_too_much;
        if (got.size() > text.size())
            about_too_much.emplace(
                "More comes back than was sent. How many bytes did recv() "
                "bring, and how many does your code send?");
        support::expect_bytes(text, got, "the peer");
    }
    expect_count(text.size(), result);
}

/// The peer sends and receives at the same time.
void expect_long_echo(const std::string& data) {
    connection line;
    std::string got;
    support::background both_ways([&] { got = line.other.exchange(data); });
    const auto result = tcp::echo(line.yours);
    line.close();
    support::expect_ok(result, "echo");
    both_ways.join();
    support::expect_bytes(data, got, "the peer");
    expect_count(data.size(), result);
}

TEST_F(exchange_lesson, echoes_until_the_peer_has_finished) {
    teaches("The end of the stream",
            "The peer's end of the stream is what ends the echo, and nothing before "
            "that: recv() says 0.");
    expect_echo("hello world");
    script::reset();
    expect_echo("x");
}

TEST_F(exchange_lesson, echoes_nothing_when_nothing_comes) {
    teaches("The end of the stream",
            "A peer may finish without a byte. Then there is nothing to send back, and "
            "nothing went wrong.");
    expect_echo("");
    expect_calls(call::send, 0, "echo", "no byte came");
}

TEST_F(exchange_lesson, echoes_every_byte_through_short_sends_and_short_reads) {
    teaches(
        "Short sends",
        "Each send() of the echo may take a part only, and each recv() may bring one. "
        "Which of your functions knows that already?");
    script::shorten_all(call::send, 5);
    script::shorten_all(call::recv, 7);
    expect_echo("the quick brown fox jumps over the lazy dog");

    script::reset();
    script::shorten(call::send, 0, 1);
    expect_echo(support::pattern(3000));
}

TEST_F(exchange_lesson, echoes_bytes_that_are_no_text) {
    teaches("Bytes, not text",
            "The echo is byte for byte: zero bytes, line ends and bytes above 127 come "
            "back as they came.");
    using namespace std::string_view_literals;
    expect_echo("\0\xff\0\n\r\n\x1a\x80\0"sv);
    script::reset();
    expect_echo(support::pattern(4000, 7));
}

TEST_F(exchange_lesson, answers_before_the_next_bytes_come) {
    teaches("Short reads",
            "What arrived goes back at once. A peer that waits for its echo before it "
            "sends more gets none from an echo that collects first.");
    connection line;
    const auto answered = [&](std::string_view text) {
        if (script::count(call::send) == 0)
            support::fail("echo sends back what came before it waits for more",
                          "it calls recv again and has sent nothing");
        support::expect_bytes(text, line.other.receive(text.size()), "the peer");
    };
    line.other.send("hello");
    receiving watched;
    watched.when(5, [&] {
        answered("hello");
        line.other.send("and on");
    });
    watched.when(11, [&] {
        answered("and on");
        line.other.finish_sending();
    });
    watched.forbid_after_the_end("echo");
    expect_count(11, tcp::echo(line.yours));
}

TEST_F(exchange_lesson, sends_no_stale_bytes_after_a_shorter_piece) {
    teaches("Short reads",
            "The buffer still holds older bytes behind the new ones. Send as many as "
            "this recv() brought.");
    connection line;
    const auto first = support::pattern(200);
    line.other.send(first);
    receiving watched;
    watched.when(200, [&] {
        support::expect_bytes(first, line.other.receive(first.size()), "the peer");
        line.other.send("short");
        line.other.finish_sending();
    });
    watched.forbid_after_the_end("echo");
    const auto result = tcp::echo(line.yours);
    line.close();
    support::expect_bytes("short", line.other.receive_to_end(), "the peer");
    expect_count(205, result);
}

TEST_F(exchange_lesson, keeps_no_more_than_a_buffer_however_much_arrives) {
    teaches("Short reads",
            "Memory of a fixed size is enough: receive a piece, send it back, and only "
            "then receive the next. The peer decides how much comes, not your memory.");
    expect_long_echo(support::pattern(100'000, 3));
    std::int64_t kept = 0;
    for (const auto& r : script::trace()) {
        if (!r.actor.empty() || r.error || (r.fn != call::recv && r.fn != call::send))
            continue;
        if (r.fn == call::recv && kept > 16 * 1024)
            support::fail("echo sends back what it has before it receives more",
                          "it calls recv while it keeps " + std::to_string(kept) +
                              " bytes that it has not sent back yet");
        kept += r.fn == call::recv ? r.value : -r.value;
    }
}

TEST_F(exchange_lesson, leaves_the_connection_open_after_the_echo) {
    teaches("The end of the stream",
            "echo() has borrowed the socket. It neither closes it nor ends a direction: "
            "how the conversation ends is the caller's business.");
    connection line;
    line.other.send("hello");
    line.other.finish_sending();
    receiving watched;
    watched.forbid_after_the_end("echo");
    expect_count(5, tcp::echo(line.yours));
    for (const auto& r : script::trace())
        if (r.actor.empty() && (r.fn == call::close || r.fn == call::shutdown))
            support::fail("echo closes nothing and shuts nothing down",
                          "it calls " + script::call_text(r));
    line.send(" and goodbye");
    line.close();
    support::expect_bytes("hello and goodbye", line.other.receive_to_end(), "the peer");
}

TEST_F(exchange_lesson, reports_a_peer_that_resets_during_the_echo) {
    teaches("A gone peer",
            "A reset is no end of the stream: the echo is not complete, and the caller "
            "must learn that.");
    NEEDS_RESETS();
    connection line;
    line.other.send("hello");
    receiving watched;
    watched.when(5, [&] {
        support::expect_bytes("hello", line.other.receive(5), "the peer");
        line.other.reset();
    });
    watched.forbid_after_the_end("echo");
    support::expect_error(tcp::echo(line.yours), net::condition::peer_gone,
                          "echo, after the peer reset the connection,");
}

TEST_F(exchange_lesson, ends_the_echo_with_the_error_of_recv) {
    teaches("Errors are not lengths",
            "An error of recv() is neither a count nor the end of the stream: the echo "
            "ends with that error.");
    for (const auto error : some_errors) {
        script::reset();
        connection line;
        line.other.send("hello");
        script::before(call::recv, 1, [&] { line.other.finish_sending(); });
        const auto native = net::native_error(error);
        script::fail(call::recv, 1, native);
        receiving watched;
        watched.forbid_after_the_end("echo");
        support::expect_error(tcp::echo(line.yours), native, "echo");
    }
}

TEST_F(exchange_lesson, ends_the_echo_with_the_error_of_send) {
    teaches("Errors are not lengths",
            "What could not be sent back is missing in the echo. So it ends, with the "
            "error that send() gave.");
    for (const auto error : some_errors) {
        script::reset();
        connection line;
        line.other.send("hello");
        line.other.finish_sending();
        const auto native = net::native_error(error);
        script::shorten(call::send, 0, 2);
        script::fail(call::send, 1, native);
        support::expect_error(tcp::echo(line.yours), native, "echo");
        expect_calls(call::send, 2, "echo",
                     "the second one fails, and nothing is sent after that");
    }
}

TEST_F(exchange_lesson, reports_the_failure_of_each_call_of_echo) {
    teaches("Errors are not lengths",
            "Whichever call fails, its error is the answer, and the socket stays the "
            "caller's.");
    support::with_every_fault(
        "echo",
        [] {
            connection line;
            line.other.send("hello world");
            line.other.finish_sending();
            script::shorten_all(call::recv, 6);
            script::shorten_all(call::send, 4);
            return error_of(tcp::echo(line.yours));
        },
        only_closing);
}

} // namespace
