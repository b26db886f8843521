// What goodbye.hpp promises of close_gracefully and abort_connection.
#include "goodbye.hpp"

#include <optional>

#include "connection.hpp"
#include "lesson.hpp"

namespace {

using goodbye_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::error_of;

/// The place of the first successful call of `fn` in the trace; for recv: of the end of
/// the stream.
std::optional<std::size_t> place_of(call fn) {
    const auto all = script::trace();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].actor.empty() && all[i].fn == fn && !all[i].error &&
            (fn != call::recv || all[i].value == 0))
            return i;
    return std::nullopt;
}

/// Finish sending, read to the end, close: in this order.
void expect_order() {
    const auto shut = place_of(call::shutdown);
    const auto end = place_of(call::recv);
    const auto closed = place_of(call::close);
    support::expect(shut.has_value(), "it finishes sending first: shutdown(send)",
                    "it closes without telling the peer that it has sent everything");
    support::expect(end.has_value(), "it reads to the end of the stream before it closes",
                    "it closes without reading to the end: unread bytes make that close "
                    "a reset, and the peer may lose what you sent");
    support::expect(closed.has_value(), "it closes the socket", "it never does");
    support::expect(*shut < *end && *end < *closed,
                    "the order is: finish sending, drain, close",
                    "the calls come in another order");
    const support::advice about_directions(
        "What the peer still sends is to be drained, so "
        "that direction stays open until you close.");
    for (const auto& r : script::trace())
        if (r.actor.empty() && r.fn == call::shutdown && r.detail != "send")
            support::fail("it shuts down the sending direction only",
                          "it calls " + script::call_text(r));
}

/// Draining before the peer was told: both would wait for the other's end.
void forbid_draining_first() {
    script::before(call::recv, 0, [] {
        support::expect(script::count(call::shutdown) != 0,
                        "it finishes sending before it waits for the peer's end",
                        "it waits in recv, and the peer, which was told nothing, waits "
                        "for its end as well: both sides wait");
    });
}

TEST_F(goodbye_lesson, finishes_sending_then_drains_then_closes) {
    teaches("Drain before you close",
            "Say that you have finished, read what still comes until the peer has "
            "finished too, and close then.");
    connection line;
    line.send("the last words");
    forbid_draining_first();
    script::before(call::recv, 0, [&] {
        support::expect_bytes("the last words", line.other.receive(14), "the peer");
        line.other.expect_end();
        line.other.finish_sending();
    });
    receiving watched;
    watched.forbid_after_the_end("close_gracefully");
    support::expect_ok(tcp::close_gracefully(std::move(line.yours)), "close_gracefully");
    expect_order();
}

TEST_F(goodbye_lesson, loses_no_byte_when_the_peer_still_talks) {
    teaches("Drain before you close",
            "A close with unread bytes resets the connection, and the reset may reach "
            "the peer before it has read your last bytes.");
    connection line;
    line.send("the last words");
    line.other.send("and another thing");
    forbid_draining_first();
    script::before(call::recv, 1, [&] {
        line.other.send("and yet another");
        line.other.finish_sending();
    });
    receiving watched;
    watched.forbid_after_the_end("close_gracefully");
    support::expect_ok(tcp::close_gracefully(std::move(line.yours)), "close_gracefully");
    expect_order();
    support::expect_bytes("the last words", line.other.receive_to_end(), "the peer");
}

TEST_F(goodbye_lesson, drains_at_most_the_limit_before_closing) {
    teaches("Drain before you close",
            "A peer that goes on talking must not hold you: above the limit you close, "
            "and say why.");
    for (const std::size_t size : {11u, 12u}) {
        script::reset();
        connection line;
        line.other.send(support::pattern(size));
        receiving watched;
        watched.forbid_when(12, "close_gracefully gives up above its limit",
                            "it calls recv again, and a peer that never stops holds it");
        if (size == 11)
            line.other.finish_sending();
        script::shorten(call::recv, 0, 11);
        const auto closed = tcp::close_gracefully(std::move(line.yours), 11);
        if (size == 11)
            support::expect_ok(closed, "close_gracefully, with exactly its limit,");
        else
            support::expect_error(closed, std::errc::message_size,
                                  "close_gracefully, with a byte above its limit,");
        support::expect_handles_in_order();
    }
}

TEST_F(goodbye_lesson, drains_more_than_one_read_brings) {
    teaches(
        "Drain before you close",
        "What is on its way comes in many pieces. Read all of them, up to the limit.");
    connection line;
    const auto much = support::pattern(100'000);
    support::background talker([&] {
        send_until_gone(line.other, much);
        line.other.finish_sending();
    });
    const auto closed = tcp::close_gracefully(std::move(line.yours), much.size());
    support::expect_ok(closed, "close_gracefully, with exactly its limit to drain,");
    talker.join();
    expect_order();
}

/// The error of the first step that failed, and the socket closed whatever happens.
void expect_closing_error(call fn, bool close_fails_too) {
    script::reset();
    connection line;
    line.other.send("x");
    line.other.finish_sending();
    const auto error = net::native_error(std::errc::network_down);
    script::fail(fn, 0, error);
    if (close_fails_too)
        script::fail(call::close, 0, std::errc::io_error);
    const auto result = tcp::close_gracefully(std::move(line.yours));
    const std::string name(script::name(fn));
    if (!result && close_fails_too && result.error() == std::errc::io_error)
        support::fail("close_gracefully answers " + support::in_words(error) +
                          ", the error of " + name + ", the first step that failed",
                      "it answers what the clean-up's close said: " +
                          support::in_words(result.error()));
    std::optional<support::advice> about_the_last_step;
    if (fn == call::close)
        about_the_last_step.emplace(
            "All has gone well but the last step: its error is the "
            "only one to report.");
    support::expect_error(result, error, "close_gracefully, where " + name + " fails,");
    about_the_last_step.reset();
    support::expect_handles_in_order();
}

TEST_F(goodbye_lesson, closes_on_every_path_and_keeps_the_first_error) {
    teaches("Everything is released",
            "Whatever fails on the way, the socket is closed; and what that close "
            "answers must not overwrite the error that you report.");
    for (const auto fn : {call::shutdown, call::recv})
        for (const bool close_fails_too : {false, true})
            expect_closing_error(fn, close_fails_too);
    expect_closing_error(call::close, false);

    script::reset();
    connection line;
    line.other.send("too much");
    script::fail(call::close, 0, std::errc::io_error);
    support::expect_error(tcp::close_gracefully(std::move(line.yours), 3),
                          std::errc::message_size,
                          "close_gracefully, with more than its limit,");
}

TEST_F(goodbye_lesson, closes_in_order_when_the_peer_is_gone) {
    teaches("Everything is released",
            "A peer that is gone needs no goodbye, yet your own socket still has to be "
            "closed.");
    NEEDS_RESETS();
    connection line;
    line.other.send("x");
    line.other.finish_sending();
    script::fail(call::shutdown, 0, std::errc::not_connected);
    support::expect_ok(tcp::close_gracefully(std::move(line.yours)), "close_gracefully");
    support::expect_handles_in_order();

    connection reset;
    reset.other.reset();
    const support::advice about_the_reset(
        "There is no end of the stream after a reset: what recv() says of it is the "
        "answer.");
    support::expect_error(tcp::close_gracefully(std::move(reset.yours)),
                          net::condition::peer_gone,
                          "close_gracefully, after the peer reset the connection,");
}

TEST_F(goodbye_lesson, reports_the_failure_of_each_call_of_close_gracefully) {
    teaches("Everything is released",
            "Whichever call fails, its error is the answer, and nothing stays open.");
    support::with_every_fault("close_gracefully", [] {
        connection line;
        line.other.send("a few bytes");
        line.other.finish_sending();
        script::shorten_all(call::recv, 4);
        return error_of(tcp::close_gracefully(std::move(line.yours)));
    });
}

TEST_F(goodbye_lesson, aborts_with_a_reset) {
    teaches("FIN or RST",
            "With option::linger 0, close() sends a reset instead of a FIN: the peer "
            "learns that something is wrong.");
    NEEDS_RESETS();
    connection line;
    support::expect_ok(tcp::abort_connection(std::move(line.yours)), "abort_connection");
    line.other.expect_reset();
}

TEST_F(goodbye_lesson, throws_unsent_bytes_away_with_a_reset) {
    teaches("FIN or RST",
            "A reset ends both directions at once. What is on its way is lost, and your "
            "close() doesn't wait for it.");
    NEEDS_RESETS();
    connection line;
    const auto system = script::system_handle(line.yours.handle());
    const auto more = support::pattern(1u << 20);
    support::expect_ok(net::os::set_nonblocking(system, true), "set_nonblocking");
    while (net::os::send(system, more.data(), more.size())) // until no room is left
        continue;
    support::expect_ok(net::os::set_nonblocking(system, false), "set_nonblocking");
    support::peer_note("the test", "fills the send buffer");
    support::expect_ok(tcp::abort_connection(std::move(line.yours)), "abort_connection");
    std::string got(more.size(), '\0');
    for (;;) {
        line.other.wait_readable();
        const auto n = net::os::recv(line.other.handle(), got.data(), got.size());
        if (n && *n != 0)
            continue;
        support::expect(!n, "the peer sees a reset (an RST)",
                        "it reads every byte and then the end of the stream: a FIN");
        support::expect_error(n, net::condition::peer_gone, "the peer's recv");
        break;
    }
}

TEST_F(goodbye_lesson, reports_the_failure_of_each_call_of_abort_connection) {
    teaches("Everything is released",
            "Where the option cannot be set, the socket is closed all the same, and the "
            "option's error is the answer.");
    support::with_every_fault("abort_connection", [] {
        connection line;
        return error_of(tcp::abort_connection(std::move(line.yours)));
    });
    script::reset();
    connection line;
    script::fail(call::set_option, 0, std::errc::invalid_argument);
    script::fail(call::close, 0, std::errc::io_error);
    support::expect_error(tcp::abort_connection(std::move(line.yours)),
                          net::native_error(std::errc::invalid_argument),
                          "abort_connection, where the option cannot be set,");
}

} // namespace
