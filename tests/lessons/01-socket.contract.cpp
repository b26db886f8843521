// What socket.hpp promises, one sentence after the other.
#include "socket.hpp"

#include <array>
#include <cstddef>
#include <new>
#include <optional>
#include <utility>

#include "calls.hpp"
#include "lesson.hpp"

LESSON("01-socket");

namespace {

using socket_lesson = support::lesson_test;
using calls::expect_closed;
using calls::expect_open;
using calls::open_handle;
using net::script::call;

void expect_owns(const tcp::socket& s, net::native_handle handle, std::string_view when) {
    const std::string name = net::script::text(handle);
    support::expect(s.handle() == handle,
                    "the object owns " + name + " " + std::string(when),
                    s.handle() == net::invalid_handle
                        ? "it owns nothing: its handle() is net::invalid_handle"
                    : net::script::text(s.handle()) == name
                        ? "its handle() has lost some of its bits: kept in an int?"
                        : "its handle() is " + net::script::text(s.handle()));
    support::expect(s.is_open(), "is_open() is true, for the object owns " + name,
                    "is_open() is false");
}

void expect_owns_nothing(const tcp::socket& s, std::string_view when) {
    support::expect(s.handle() == net::invalid_handle,
                    "the object owns nothing " + std::string(when) +
                        ": its handle() is net::invalid_handle",
                    s.handle() == net::native_handle{}
                        ? "its handle() is 0, and 0 is a handle like any other"
                        : "it still owns " + net::script::text(s.handle()) +
                              ", and would close it a second time");
    support::expect(!s.is_open(), "is_open() is false " + std::string(when),
                    "is_open() is true, though the object owns no handle");
}

/// After `s = std::move(other)`.
void expect_assigned(const tcp::socket& s, const tcp::socket& other,
                     net::native_handle handle) {
    expect_owns(s, handle, "after the assignment");
    const support::advice about_the_other(
        "A handle has one owner. After the assignment "
        "that's the new one, and the old one has none.");
    expect_owns_nothing(other, "after it was assigned from");
}

/// With a handle of this number: taken over, moved, closed.
void expect_usual_life(long long number) {
    net::script::next_number(number);
    const auto handle = open_handle();
    tcp::socket s(handle);
    expect_owns(s, handle, "after it took it over");
    tcp::socket moved(std::move(s));
    expect_owns(moved, handle, "after a move");
    support::expect(s.release() == net::invalid_handle,
                    "release() of an object without a handle gives net::invalid_handle",
                    "it gives another value, which may be somebody's handle");
    support::expect_ok(moved.close(), "close()");
    expect_closed(handle, "after close()");
}

TEST_F(socket_lesson, owns_nothing_until_it_is_given_a_handle) {
    teaches("Handles are opaque", "One value means \"no handle\", net::invalid_handle: "
                                  "is_open() compares the handle with it.");
    const tcp::socket s;
    expect_owns_nothing(s, "from the beginning");
}

TEST_F(socket_lesson, owns_the_handle_that_it_is_given) {
    teaches("Handles are opaque", "Any handle but net::invalid_handle is a handle: "
                                  "is_open() compares with that one value.");
    const auto handle = open_handle();
    // Never destroyed: what the destructor does is another test's business.
    alignas(tcp::socket) std::byte room[sizeof(tcp::socket)];
    const auto& s = *new (room) tcp::socket(handle);
    expect_owns(s, handle, "after it took it over");
    support::expect_ok(net::close(handle), "net::close()");
}

TEST_F(socket_lesson, gives_its_handle_away_without_closing_it) {
    teaches("Who closes it", "release() hands the duty to close over to the caller: it "
                             "returns the handle, open, and forgets it.");
    const auto handle = open_handle();
    tcp::socket s(handle);
    const auto given = s.release();
    support::expect(given == handle,
                    "release() returns the handle, " + net::script::text(handle),
                    given == net::invalid_handle
                        ? "it returns net::invalid_handle: the handle is lost"
                        : "it returns another handle");
    expect_open(handle, "after release()");
    expect_owns_nothing(s, "after release()");
    support::expect_ok(net::close(given), "net::close()");
}

TEST_F(socket_lesson, gives_away_no_handle_when_it_owns_none) {
    teaches("Handles are opaque",
            "Without a handle there is one answer: net::invalid_handle.");
    tcp::socket s;
    support::expect(s.release() == net::invalid_handle,
                    "release() gives net::invalid_handle, for there is no handle",
                    "it gives another value, which may be somebody's handle");
    expect_owns_nothing(s, "after release()");
}

TEST_F(socket_lesson, closes_its_handle_when_it_is_told_to) {
    teaches("Who closes it", "close() gives the handle back to the system, with "
                             "net::close, and owns nothing from then on.");
    const auto handle = open_handle();
    tcp::socket s(handle);
    support::expect_ok(s.close(), "close()");
    expect_closed(handle, "after close()");
    expect_owns_nothing(s, "after close()");
}

TEST_F(socket_lesson, makes_no_call_when_there_is_nothing_to_close) {
    teaches("Who closes it", "Without a handle close() is a success and nothing is left "
                             "to do: ask is_open() before you call net::close.");
    tcp::socket s;
    support::expect_ok(s.close(), "close() without a handle");
    calls::expect_none(call::close, "close() without a handle",
                       "there is nothing to close");
}

TEST_F(socket_lesson, closes_once_however_often_it_is_told_to) {
    teaches("Who closes it",
            "After the first close the number may already name another socket: forget "
            "the handle, so that a second close() finds none.");
    tcp::socket s(open_handle());
    support::expect_ok(s.close(), "the first close()");
    support::expect_ok(s.close(), "the second close()");
    static_cast<void>(calls::only(call::close, "an object that is closed twice"));
}

TEST_F(socket_lesson, reports_the_error_of_close_unchanged) {
    teaches("Errors", "close() returns what net::close answers: it is the caller's "
                      "last chance to hear of it.");
    for (const auto error : {std::errc::io_error, std::errc::no_space_on_device}) {
        net::script::reset();
        net::script::fail(call::close, 0, error);
        tcp::socket s(open_handle());
        calls::expect_same_error(s.close(), error, "close()");
    }
}

TEST_F(socket_lesson, owns_nothing_after_a_close_that_failed) {
    teaches("Who closes it",
            "The handle is gone whatever net::close answers, and a second close could "
            "hit a stranger's socket. Forget the handle first, then call net::close.");
    net::script::fail(call::close, 0, std::errc::io_error);
    const auto handle = open_handle();
    {
        tcp::socket s(handle);
        support::expect_error(s.close(), std::errc::io_error, "close()");
        expect_owns_nothing(s, "after close(), whatever net::close answered");
        support::expect_ok(s.close(), "a second close(), with nothing left to close,");
    }
    support::expect_handles_in_order();
    static_cast<void>(calls::only(call::close, "an object whose close failed"));
}

TEST_F(socket_lesson, closes_its_handle_when_it_is_destroyed) {
    teaches("Who closes it", "An open handle whose owner is gone can never be closed "
                             "again: the destructor is the last who can.");
    const auto handle = open_handle();
    { const tcp::socket s(handle); }
    expect_closed(handle, "when its owner is destroyed");
    support::expect_handles_in_order();
}

TEST_F(socket_lesson, closes_nothing_when_it_is_destroyed_without_a_handle) {
    teaches("Who closes it", "The destructor closes the handle if there is one. An empty "
                             "object, one that was closed and one that gave its handle "
                             "away have none.");
    { const tcp::socket never_had_one; }
    calls::expect_none(call::close, "the destructor", "there is nothing to close");
    {
        tcp::socket closed(open_handle());
        support::expect_ok(closed.close(), "close()");
    }
    support::expect_handles_in_order();
    static_cast<void>(calls::only(call::close, "an object that is closed and destroyed"));
    {
        const auto handle = open_handle();
        { static_cast<void>(tcp::socket(handle).release()); }
        expect_open(handle, "although the object that gave it away is destroyed");
        support::expect_ok(net::close(handle), "net::close()");
    }
}

TEST_F(socket_lesson, is_destroyed_in_peace_when_its_close_fails) {
    teaches("Errors", "A destructor can't report an error. It drops the answer of "
                      "close(), and the program goes on.");
    net::script::fail(call::close, 0, std::errc::io_error);
    const auto handle = open_handle();
    { const tcp::socket s(handle); }
    expect_closed(handle, "when its owner is destroyed");
    support::expect_handles_in_order();
}

TEST_F(socket_lesson, hands_its_handle_over_when_it_is_moved_from) {
    teaches("Moving an owner", "A handle has one owner. The new object takes it with "
                               "release(), so that the old one owns nothing.");
    const auto handle = open_handle();
    {
        tcp::socket old(handle);
        const tcp::socket taken(std::move(old));
        expect_owns(taken, handle, "after the move");
        expect_owns_nothing(old, "after it was moved from");
        expect_open(handle, "after the move");
    }
    expect_closed(handle, "when its new owner is destroyed");
    support::expect_handles_in_order();
}

TEST_F(socket_lesson, takes_nothing_from_an_object_that_owns_nothing) {
    teaches("Moving an owner", "Where there is no handle, there is none to take.");
    tcp::socket empty;
    const tcp::socket taken(std::move(empty));
    expect_owns_nothing(taken, "after a move from an empty one");
    expect_owns_nothing(empty, "after it was moved from");
}

TEST_F(socket_lesson, closes_its_own_handle_when_it_takes_another) {
    teaches("Moving an owner", "An assignment closes its own handle and takes the "
                               "other's. A number that was overwritten can't be closed.");
    const auto own = open_handle();
    const auto others = open_handle();
    tcp::socket s(own);
    tcp::socket other(others);
    s = std::move(other);
    expect_closed(own, "as soon as its owner takes another handle");
    expect_assigned(s, other, others);
    expect_open(others, "after the assignment");
}

TEST_F(socket_lesson, takes_a_handle_when_it_owned_none) {
    teaches("Moving an owner", "An empty object has nothing to close and takes the "
                               "handle all the same.");
    const auto handle = open_handle();
    tcp::socket s;
    tcp::socket other(handle);
    s = std::move(other);
    calls::expect_none(call::close, "the assignment", "the object owned nothing");
    expect_assigned(s, other, handle);
}

TEST_F(socket_lesson, closes_its_own_handle_when_it_takes_over_from_an_empty_one) {
    teaches("Moving an owner", "An assignment replaces what was there: the own handle "
                               "is closed, and none comes in its place.");
    const auto handle = open_handle();
    tcp::socket s(handle);
    tcp::socket empty;
    s = std::move(empty);
    expect_closed(handle, "when its owner takes over from an empty one");
    expect_owns_nothing(s, "after taking over from an empty one");
}

TEST_F(socket_lesson, takes_the_other_handle_although_closing_its_own_fails) {
    teaches("Moving an owner", "The own handle is gone whatever net::close answered, and "
                               "the other one still needs its owner.");
    net::script::fail(call::close, 0, std::errc::io_error);
    const auto handle = open_handle();
    tcp::socket s(open_handle());
    tcp::socket other(handle);
    s = std::move(other);
    expect_assigned(s, other, handle);
}

TEST_F(socket_lesson, stays_as_it_is_when_it_is_moved_into_itself) {
    teaches("Moving an owner", "Is `other` this very object? Then there's nothing to "
                               "close and nothing to take.");
    const auto handle = open_handle();
    tcp::socket s(handle);
    tcp::socket& itself = s;
    s = std::move(itself);
    expect_open(handle, "after its owner was moved into itself");
    expect_owns(s, handle, "after it was moved into itself");
    tcp::socket empty;
    tcp::socket& empty_itself = empty;
    empty = std::move(empty_itself);
    expect_owns_nothing(empty, "after it was moved into itself");
}

TEST_F(socket_lesson, opens_one_stream_socket_that_the_caller_owns) {
    teaches("The call", "net::socket makes a stream (TCP) socket unless told "
                        "otherwise; the tcp::socket that you return owns it.");
    auto s = support::value_of(tcp::open_socket(net::address_family::ipv4),
                               "open_socket(ipv4)");
    const auto made = calls::only(call::socket, "open_socket");
    support::expect(made.detail == "ipv4, stream",
                    "open_socket opens a stream (TCP) socket",
                    "it calls socket(" + made.detail + ")");
    calls::expect_returned(made.made, "when open_socket returns");
    expect_owns(s, made.made, "when open_socket returns it");
    support::expect_ok(s.close(), "close()");
    expect_closed(made.made, "after close()");
}

TEST_F(socket_lesson, opens_a_socket_of_the_family_it_is_asked_for) {
    teaches("The call", "Hand the family on as you got it: it is the caller who knows "
                        "which addresses are wanted.");
    // Whether this machine has IPv6 is no matter: what was asked for stands in the trace.
    static_cast<void>(tcp::open_socket(net::address_family::ipv6));
    const auto made = calls::only(call::socket, "open_socket");
    support::expect(made.detail == "ipv6, stream",
                    "open_socket(ipv6) asks the system for socket(ipv6, stream)",
                    "it asks for socket(" + made.detail + ")");
}

TEST_F(socket_lesson, owns_a_new_socket_whose_handle_is_0) {
    teaches("Handles are opaque", "0 is a handle: ask the result whether there is a "
                                  "value, and not the value whether it is 0.");
    net::script::next_number(0);
    auto s = support::value_of(tcp::open_socket(net::address_family::ipv4),
                               "open_socket(ipv4)");
    expect_owns(s, calls::only(call::socket, "open_socket").made,
                "when open_socket returns it");
}

TEST_F(socket_lesson, reports_unchanged_why_no_socket_could_be_opened) {
    teaches("Errors", "Hand the error of net::socket on as it is, net::unexpected("
                      "handle.error()): the caller may want to know which it was.");
    for (const auto error :
         {std::errc::too_many_files_open, std::errc::too_many_files_open_in_system,
          std::errc::no_buffer_space, std::errc::address_family_not_supported}) {
        net::script::reset();
        net::script::fail(call::socket, 0, error);
        calls::expect_same_error(tcp::open_socket(net::address_family::ipv4), error,
                                 "open_socket(ipv4)");
    }
}

TEST_F(socket_lesson, leaves_nothing_open_whichever_call_fails) {
    teaches("Errors", "Each call can fail. Ask its result, hand the error on, and leave "
                      "no handle behind.");
    support::with_every_fault("opening and closing a socket", [] {
        auto s = tcp::open_socket(net::address_family::ipv4);
        return s ? support::error_of(s->close()) : s.error();
    });
}

// These need all of the above.

TEST_F(socket_lesson, owns_handle_0_like_any_other) {
    teaches("Handles are opaque",
            "0 is a handle: a process that closed its standard input gets it for its "
            "next socket. Compare with net::invalid_handle.");
    expect_usual_life(0);
}

TEST_F(socket_lesson, owns_a_handle_that_looks_like_a_negative_number) {
    teaches("Handles are opaque",
            "A handle is no number to reckon with: on Windows it is unsigned and may be "
            "huge. Only net::invalid_handle means none, not everything below 0.");
    expect_usual_life(-2);
}

TEST_F(socket_lesson, keeps_every_bit_of_a_handle) {
    teaches("Handles are opaque",
            "Keep a handle in a net::native_handle. On Windows that has 64 bits, and an "
            "int loses half of them.");
    expect_usual_life(2);
}

CONTROL {
    static_cast<void>(tcp::open_socket(net::address_family::ipv4));
}

} // namespace
