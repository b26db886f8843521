// What goodbye.hpp promises of finish_sending and drain, sentence by sentence.
#include "goodbye.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "connection.hpp"
#include "lesson.hpp"

LESSON("07-goodbye");

namespace {

using goodbye_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)

// -- finish_sending

void expect_half_close(std::string_view who) {
    for (const auto& r : script::trace())
        if (r.actor.empty() && r.fn == call::shutdown && r.detail != "send")
            support::fail(std::string(who) + " ends the sending direction only",
                          "it calls " + script::call_text(r) +
                              ": what the peer still sends is lost");
}

TEST_F(goodbye_lesson, says_the_end_of_the_stream_after_the_last_byte) {
    teaches("Half-close",
            "shutdown(send) puts a FIN behind the last byte: the peer reads all of them "
            "and then the end of the stream.");
    connection line;
    line.send("that is all");
    support::expect_ok(tcp::finish_sending(line.yours), "finish_sending");
    const int ends = script::count(call::shutdown);
    support::expect(
        ends == 1, "finish_sending calls shutdown for the sending direction",
        ends == 0 ? "it never calls shutdown: the peer waits for the end of the "
                    "stream"
                  : "it calls shutdown " + support::count(std::size_t(ends), "time"));
    support::expect_bytes("that is all", line.other.receive(11), "the peer");
    line.other.expect_end();
}

TEST_F(goodbye_lesson, goes_on_receiving_after_it_has_finished_sending) {
    teaches("Half-close",
            "A half-close ends one direction. The other one stays open: the peer may "
            "have much to say yet.");
    connection line;
    support::expect_ok(tcp::finish_sending(line.yours), "finish_sending");
    expect_half_close("finish_sending");
    line.other.expect_end();
    line.other.send("one more thing");
    support::expect_bytes("one more thing", line.receive(), "your side");
}

TEST_F(goodbye_lesson, leaves_the_socket_open_when_it_has_finished_sending) {
    teaches("Half-close",
            "shutdown() is no close(): the handle stays open, and its owner closes it.");
    connection line;
    support::expect_ok(tcp::finish_sending(line.yours), "finish_sending");
    expect_calls(call::close, 0, "finish_sending", "the socket is only borrowed");
    line.other.expect_end();
    line.close();
}

TEST_F(goodbye_lesson, needs_no_goodbye_when_the_peer_is_gone) {
    teaches("Half-close",
            "A peer that is gone needs no goodbye. Systems differ in whether shutdown() "
            "reports it, so make it the same for your caller: success, after one call.");
    for (const auto error : {std::errc::not_connected, std::errc::connection_reset,
                             std::errc::connection_aborted, std::errc::broken_pipe}) {
        script::reset();
        const connection line;
        script::fail(call::shutdown, 0, error);
        support::expect_ok(tcp::finish_sending(line.yours),
                           "finish_sending, where shutdown answers " +
                               support::in_words(error) + ",");
        expect_calls(call::shutdown, 1, "finish_sending", "the peer is gone");
    }
    script::reset();
    connection line;
    line.other.reset();
    support::expect_ok(tcp::finish_sending(line.yours),
                       "finish_sending, after the peer reset the connection,");
}

TEST_F(goodbye_lesson, returns_other_errors_of_shutdown_unchanged) {
    teaches("Half-close",
            "Only a peer that is gone needs no goodbye. Any other failure means that it "
            "was not told and still waits, so your caller must hear of it at once.");
    for (const auto error :
         {std::errc::bad_file_descriptor, std::errc::invalid_argument,
          std::errc::not_a_socket, std::errc::no_buffer_space, std::errc::network_down}) {
        script::reset();
        const connection line;
        const auto native = net::native_error(error);
        script::fail(call::shutdown, 0, native);
        const auto result = tcp::finish_sending(line.yours);
        support::expect_error(result, native, "finish_sending");
        expect_calls(call::shutdown, 1, "finish_sending", "its error is the answer");
    }
}

// -- drain

void expect_drained(const connection& line, std::uint64_t limit, std::uint64_t size) {
    receiving watched;
    watched.forbid_after_the_end("drain");
    auto result = tcp::drain(line.yours, limit);
    std::optional<support::advice> instead;
    if (!result && result.error() == std::errc::message_size)
        instead.emplace("As many bytes as the limit says may come. In the timeline: were "
                        "there more?");
    const auto drained = support::value_of(std::move(result),
                                           "drain, at most " + std::to_string(limit) +
                                               " of " + std::to_string(size) + " bytes,");
    instead.emplace(
        "All that comes before the end of the stream is drained and counted, in "
        "however many pieces it comes.");
    if (drained != size)
        support::fail("drain answers " + std::to_string(size) +
                          ", the number of all the bytes that it threw away",
                      "it answers " + std::to_string(drained));
    instead.emplace("To drain is to receive and throw away, and nothing else.");
    expect_calls(call::send, 0, "drain", "what it receives is thrown away");
    expect_calls(call::shutdown, 0, "drain", "it only receives");
}

TEST_F(goodbye_lesson, drains_until_the_end_of_the_stream) {
    teaches("Drain before you close",
            "Receive and throw away until recv() says 0: then the peer has nothing more "
            "to say, and a close loses nothing.");
    struct {
        std::size_t size, most;
        std::uint64_t limit;
    } const cases[] = {{0, 64, 0},
                       {0, 64, 100},
                       {11, 64, 100},
                       {11, 1, 100},
                       {30'000, 1000, 1u << 20},
                       {5, 64, std::numeric_limits<std::uint64_t>::max()}};
    for (const auto& c : cases) {
        script::reset();
        connection line;
        line.other.send(support::pattern(c.size));
        line.other.finish_sending();
        script::shorten_all(call::recv, c.most);
        expect_drained(line, c.limit, c.size);
        line.close();
        line.other.expect_end();
    }
}

TEST_F(goodbye_lesson, drains_exactly_as_much_as_the_limit) {
    teaches("Drain before you close",
            "The limit is how much may come. That much is no offence: wait for the end "
            "of the stream after it.");
    for (const std::size_t limit : {1u, 11u, 20'000u}) {
        script::reset();
        connection line;
        line.other.send(support::pattern(limit));
        line.other.finish_sending();
        expect_drained(line, limit, limit);
    }
    script::reset();
    connection late; // its end comes after its bytes
    late.other.send("hello");
    script::before(call::recv, 1, [&] { late.other.finish_sending(); });
    expect_drained(late, 5, 5);
}

/// More came than `limit`, and no end: message_size, and no waiting for more.
void expect_given_up(std::size_t limit, std::size_t size, std::size_t most) {
    script::reset();
    connection line;
    line.other.send(support::pattern(size));
    script::shorten_all(call::recv, most);
    receiving watched;
    watched.forbid_when(static_cast<std::int64_t>(size),
                        "drain gives up: " + support::count(size, "byte") +
                            " came and the limit is " + std::to_string(limit),
                        "it calls recv again, and a peer that never stops holds it");
    support::expect_error(tcp::drain(line.yours, limit), std::errc::message_size,
                          "drain, with a limit of " + std::to_string(limit) +
                              " and a peer that has sent " + std::to_string(size) + ",");
    const support::advice about_the_loan("The socket is only lent to drain. Its owner "
                                         "closes it, whatever came.");
    support::expect(script::count(call::close) == 0, "drain leaves the socket open",
                    "it closes the socket, which is only borrowed");
}

TEST_F(goodbye_lesson, gives_up_one_byte_above_the_limit) {
    teaches(
        "Drain before you close",
        "A peer that never stops must not hold you: one byte above the limit ends the "
        "draining, with an error.");
    expect_given_up(0, 1, 1);
    expect_given_up(10, 11, 11);
    expect_given_up(10, 11, 1);
    expect_given_up(300, 301, 50);
    script::reset();
    connection line; // the end comes together with the bytes: still too many
    line.other.send("hello world");
    line.other.finish_sending();
    support::expect_error(tcp::drain(line.yours, 10), std::errc::message_size,
                          "drain, with a limit of 10 and 11 bytes to drain,");
}

TEST_F(goodbye_lesson, does_not_take_an_error_for_the_end_while_draining) {
    teaches("Drain before you close",
            "Only recv() saying 0 is the end of the stream. An error is handed on, with "
            "its own code.");
    NEEDS_RESETS();
    for (const auto error : some_errors) {
        script::reset();
        connection line;
        line.other.send("hello");
        script::before(call::recv, 1, [&] { line.other.finish_sending(); });
        const auto native = net::native_error(error);
        script::fail(call::recv, 1, native);
        receiving watched;
        watched.forbid_after_the_end("drain");
        support::expect_error(tcp::drain(line.yours, 100), native, "drain");
    }
    script::reset();
    connection line;
    line.other.reset();
    support::expect_error(tcp::drain(line.yours, 100), net::condition::peer_gone,
                          "drain, after the peer reset the connection,");
}

CONTROL {
    connection line;
    static_cast<void>(tcp::finish_sending(line.yours));
}

} // namespace
