// What exchange.hpp promises of receive_some and receive_exactly, sentence by sentence.
#include "exchange.hpp"

#include "connection.hpp"
#include "lesson.hpp"

namespace {

using exchange_lesson = support::lesson_test;
using namespace connection_tests; // NOLINT(google-build-using-namespace)
using support::error_of;

// -- receive_some

/// Receives once, and looks at the count, the bytes and what lies around them.
void expect_some(const connection& line, std::size_t room, std::string_view expected) {
    guarded_buffer buffer(room);
    const auto got =
        support::value_of(tcp::receive_some(line.yours, buffer.span()), "receive_some");
    if (got != expected.size())
        support::fail("receive_some answers " + support::count(expected.size(), "byte"),
                      "it answers " + std::to_string(got));
    support::expect_bytes(expected, buffer.first(got), "receive_some");
    buffer.expect_only(got, "receive_some");
}

TEST_F(exchange_lesson, receives_what_is_there_with_one_call) {
    teaches("Short reads",
            "recv() returns as soon as there is anything, and that may be less than "
            "fits. To wait for more would be to wait for what may never come.");
    for (const std::size_t arrived : {5u, 2u}) {
        script::reset();
        connection line;
        script::shorten(call::recv, 0, arrived); // as if the rest were still on its way
        forbid(call::recv, 1, "receive_some returns after one recv, with what it got",
               "it calls recv a second time and waits for more");
        line.other.send("hello");
        expect_some(line, 64, std::string_view("hello").substr(0, arrived));
    }
}

TEST_F(exchange_lesson, leaves_what_does_not_fit_for_the_next_call) {
    teaches("Short reads",
            "A buffer is filled up to its last byte and no further. The other bytes wait "
            "in the system for the next call.");
    connection line;
    line.other.send("hello world");
    expect_some(line, 5, "hello");
    expect_some(line, 1, " ");
    expect_some(line, 5, "world");
}

TEST_F(exchange_lesson, touches_only_the_bytes_that_it_received) {
    teaches("Bytes, not text",
            "recv() writes no zero byte behind what it received, and there may be no "
            "room for one: the count says where the bytes end.");
    connection line;
    line.other.send("hello");
    expect_some(line, 5, "hello"); // full: a byte more is past the end
    line.other.send("again");
    expect_some(line, 100, "again");
}

TEST_F(exchange_lesson, receives_bytes_that_are_no_text) {
    teaches("Bytes, not text",
            "A zero byte is a byte like any other: count what recv() says, not what the "
            "bytes look like.");
    using namespace std::string_view_literals;
    connection line;
    line.other.send("\0\xff\0\n\r\x1a\x80\0"sv);
    expect_some(line, 64, "\0\xff\0\n\r\x1a\x80\0"sv);
    line.other.send("\0"sv);
    expect_some(line, 1, "\0"sv);
}

TEST_F(exchange_lesson, reports_the_end_of_the_stream_as_zero_bytes) {
    teaches("The end of the stream",
            "recv() says 0 when the peer has finished sending. That is no error: it is "
            "how a conversation is meant to end.");
    connection line;
    line.other.send("bye");
    line.other.finish_sending();
    expect_some(line, 64, "bye");
    expect_some(line, 64, "");
    expect_some(line, 64, "");
}

TEST_F(exchange_lesson, reports_a_reset_as_an_error_not_as_the_end) {
    teaches(
        "A gone peer",
        "After a reset bytes may be missing. To take it for the end is to take half a "
        "message for a whole one.");
    NEEDS_RESETS();
    guarded_buffer buffer(64);
    connection line;
    line.other.reset();
    support::expect_error(tcp::receive_some(line.yours, buffer.span()),
                          net::condition::peer_gone,
                          "receive_some, after the peer reset the connection,");
    connection another;
    another.other.reset();
    support::expect_error(tcp::receive_exactly(another.yours, buffer.span()),
                          net::condition::peer_gone,
                          "receive_exactly, after the peer reset the connection,");
}

/// This error of recv is handed on, without another try. A byte is there: whoever tries
/// again is given it.
void expect_handed_on(std::errc error) {
    script::reset();
    connection line;
    line.other.send("x");
    const auto native = net::native_error(error);
    script::fail(call::recv, 0, native);
    guarded_buffer buffer(16);
    const auto result = tcp::receive_some(line.yours, buffer.span());
    {
        const support::advice about_trying(
            "An error of recv() is an answer, and the caller "
            "decides whether to try again.");
        expect_calls(call::recv, 1, "receive_some",
                     support::in_words(native) + " is its answer");
    }
    buffer.expect_only(0, "receive_some");
    if (result && *result == 0)
        support::fail("receive_some answers " + support::in_words(native),
                      "it answers 0, the end of the stream: the peer has not finished");
    const support::advice about_the_answer("The error of recv() is the answer, with the "
                                           "code that the system gave.");
    support::expect_error(result, native, "receive_some");
}

TEST_F(exchange_lesson, does_not_take_would_block_for_the_end) {
    teaches("Errors are not lengths",
            "EWOULDBLOCK says that nothing is there yet. The end of the stream is "
            "something else: recv() succeeds with 0.");
    expect_handed_on(std::errc::operation_would_block);
}

TEST_F(exchange_lesson, does_not_take_a_timeout_for_the_end) {
    teaches("Errors are not lengths",
            "ETIMEDOUT says that nothing came for a while. The peer may still send; only "
            "a 0 says that it has finished.");
    expect_handed_on(std::errc::timed_out);
}

TEST_F(exchange_lesson, returns_the_error_of_recv_unchanged) {
    teaches("Errors are not lengths",
            "An error is no count. Hand it on with the code that the system gave.");
    for (const auto error : some_errors)
        expect_handed_on(error);
}

TEST_F(exchange_lesson, refuses_an_empty_buffer) {
    teaches(
        "Short reads",
        "With no room recv() answers 0, and your caller couldn't tell that 0 from the "
        "end of the stream. So refuse before you call.");
    connection line;
    line.other.send("hello");
    forbid(call::recv, 0, "receive_some makes no call for an empty buffer",
           "it calls recv, whose 0 could not be told from the end of the stream");
    support::expect_error(tcp::receive_some(line.yours, {}), std::errc::invalid_argument,
                          "receive_some, with an empty buffer,");
}

// -- receive_exactly

/// Receives exactly `room` bytes, or fewer at the end.
void expect_exactly(const connection& line, std::size_t room, std::string_view expected) {
    guarded_buffer buffer(room);
    const auto got = support::value_of(tcp::receive_exactly(line.yours, buffer.span()),
                                       "receive_exactly");
    buffer.expect_only(std::min(got, expected.size()), "receive_exactly");
    if (got != expected.size())
        support::fail("receive_exactly answers " +
                          support::count(expected.size(), "byte"),
                      "it answers " + std::to_string(got));
    support::expect_bytes(expected, buffer.first(got), "receive_exactly");
}

TEST_F(exchange_lesson, fills_the_buffer_although_the_bytes_come_in_pieces) {
    teaches("Short reads",
            "TCP is a stream: one recv() may bring a part of what was sent with one "
            "send(). Go on, behind the bytes that you have, until the buffer is full.");
    for (const std::size_t most : {1u, 3u, 7u}) {
        script::reset();
        connection line;
        line.other.send("hello world");
        line.other.finish_sending();
        script::shorten_all(call::recv, most);
        expect_exactly(line, 11, "hello world");
    }
}

TEST_F(exchange_lesson, waits_for_the_rest_of_a_piece) {
    teaches("Short reads",
            "That no more is there for now does not mean that no more comes. Only the "
            "end of the stream, or a full buffer, ends the receiving.");
    connection line;
    line.other.send("hello");
    script::before(call::recv, 1, [&] { line.other.send(" wor"); });
    script::before(call::recv, 2, [&] { line.other.send("ld, and more"); });
    expect_exactly(line, 11, "hello world");
}

TEST_F(exchange_lesson, takes_no_byte_more_than_fits) {
    teaches("Short reads",
            "Ask recv() for the room that is left, no more: what you take too much is "
            "written past the buffer's end, or lost to the next reader.");
    for (const std::size_t most : {3u, 4u, 64u}) {
        script::reset();
        connection line;
        line.other.send("hello world, and more");
        script::shorten_all(call::recv, most);
        expect_exactly(line, 11, "hello world");
        support::expect_bytes(", and more", line.receive(), "the next reader");
    }
}

TEST_F(exchange_lesson, returns_as_soon_as_the_buffer_is_full) {
    teaches("Short reads",
            "The buffer is full: another recv() could only wait for something that your "
            "caller didn't ask for.");
    connection line;
    line.other.send("hello");
    receiving watched;
    watched.forbid_when(5, "receive_exactly returns when its buffer is full",
                        "it calls recv once more, and would wait for a byte that "
                        "doesn't come");
    expect_exactly(line, 5, "hello");
}

TEST_F(exchange_lesson, returns_fewer_bytes_only_at_the_end_of_the_stream) {
    teaches("The end of the stream",
            "When the peer has finished, no more can come: say how many bytes there are. "
            "That is no error, for the caller sees that the count is short.");
    struct {
        std::string_view sent;
        std::size_t most, room;
    } const cases[] = {{"hello", 64, 11}, {"hello", 2, 6}, {"", 64, 11}};
    for (const auto& c : cases) {
        script::reset();
        connection line;
        line.other.send(c.sent);
        line.other.finish_sending();
        script::shorten_all(call::recv, c.most);
        receiving watched;
        watched.forbid_after_the_end("receive_exactly");
        expect_exactly(line, c.room, c.sent);
    }
}

TEST_F(exchange_lesson, fills_the_buffer_with_bytes_that_are_no_text) {
    teaches("Bytes, not text",
            "Zero bytes neither end anything nor are they room that is still free.");
    const auto data = std::string(8, '\0') + support::pattern(20'000) +
                      std::string(8, '\xff') + std::string(8, '\0');
    connection line;
    line.other.send(data);
    script::shorten_all(call::recv, 999);
    expect_exactly(line, data.size(), data);
}

TEST_F(exchange_lesson, receives_exactly_nothing_without_a_call) {
    teaches("Short reads",
            "Nothing is wanted, so nothing has to come: 0 bytes are there already.");
    connection line;
    line.other.send("hello");
    forbid(call::recv, 0, "receive_exactly makes no call for an empty buffer",
           "it calls recv, and would wait where nothing is wanted");
    const auto got = support::value_of(tcp::receive_exactly(line.yours, {}),
                                       "receive_exactly, with an empty buffer,");
    support::expect_equal(0u, got, "the count of receive_exactly");
}

TEST_F(exchange_lesson, reports_an_error_even_when_some_bytes_have_come) {
    teaches("Errors are not lengths",
            "A short count means the end of the stream and nothing else. An error in the "
            "middle is reported as the error that it is.");
    for (const auto error : some_errors) {
        script::reset();
        connection line;
        line.other.send("hello world");
        const auto native = net::native_error(error);
        script::shorten(call::recv, 0, 5);
        script::fail(call::recv, 1, native);
        guarded_buffer buffer(11);
        const auto result = tcp::receive_exactly(line.yours, buffer.span());
        if (result && *result == 5)
            support::fail("receive_exactly answers " + support::in_words(native),
                          "it answers 5, as if the stream had ended there");
        support::expect_error(result, native, "receive_exactly");
        expect_calls(call::recv, 2, "receive_exactly",
                     "the second one fails, and nothing is received after that");
        buffer.expect_only(5, "receive_exactly");
    }
}

TEST_F(exchange_lesson, reports_the_failure_of_each_call_of_receive_exactly) {
    teaches("Errors are not lengths",
            "Whichever call fails, its error is the answer, and the socket stays the "
            "caller's.");
    const auto act = [](auto receive) {
        return [=] {
            connection line;
            line.other.send("hello world");
            script::shorten_all(call::recv, 4);
            guarded_buffer buffer(11);
            return error_of(receive(line.yours, buffer.span()));
        };
    };
    support::with_every_fault("receive_some", act(tcp::receive_some), only_closing);
    support::with_every_fault("receive_exactly", act(tcp::receive_exactly), only_closing);
}

} // namespace
