// Tests that fail on purpose, each in one way. Run by report.cpp, one at a time.
#include <atomic>
#include <cassert>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <net/socket.hpp>

#include "lesson.hpp"
#include "os/process.hpp"
#include "program.hpp"

LESSON("06-exchange");

namespace {

using on_purpose = support::lesson_test;

void begin() {
    teaches("Short sends", "The rest is still yours to send.");
}

TEST_F(on_purpose, passes) {
    begin();
}

TEST_F(on_purpose, is_skipped) {
    begin();
    GTEST_SKIP() << "for a reason";
}

TEST_F(on_purpose, receives_other_bytes) {
    begin();
    auto pair = support::connected();
    support::expect_ok(net::send(pair.yours, "hello wurld", 11), "send");
    support::expect_ok(net::close(pair.yours), "close");
    support::expect_bytes("hello world", pair.other.receive_to_end(), "the peer");
}

TEST_F(on_purpose, leaves_a_socket_open) {
    begin();
    support::expect_ok(net::socket(net::address_family::ipv4), "socket");
}

TEST_F(on_purpose, leaves_a_socket_open_after_a_failure) {
    begin();
    net::script::fail(net::script::call::listen, 0, std::errc::address_in_use);
    const auto s = support::value_of(net::socket(net::address_family::ipv4), "socket");
    static_cast<void>(net::listen(s, 1));
}

TEST_F(on_purpose, fails_by_a_socket_that_is_closed) {
    begin();
    const auto s = support::value_of(net::socket(net::address_family::ipv4), "socket");
    support::expect_ok(net::close(s), "close");
    support::expect_ok(net::listen(s, 1), "start_listening");
}

TEST_F(on_purpose, fails_by_an_arranged_error) {
    begin();
    net::script::fail(net::script::call::listen, 0, std::errc::bad_file_descriptor);
    const auto s = support::value_of(net::socket(net::address_family::ipv4), "socket");
    support::expect_ok(net::listen(s, 1), "start_listening");
}

TEST_F(on_purpose, answers_by_a_reset) {
    begin();
    auto pair = support::connected();
    pair.other.send("unread");
    support::expect_ok(net::close(pair.yours), "close");
    static_cast<void>(pair.other.receive_to_end());
}

TEST_F(on_purpose, stops_at_a_zero_byte) {
    begin();
    support::expect_bytes(std::string("ab\0cd", 5), "ab", "the peer");
}

TEST_F(on_purpose, fails_although_no_call_fails) {
    begin();
    support::with_every_fault("listen_on",
                              [] { return std::make_error_code(std::errc::io_error); });
}

TEST_F(on_purpose, ends_with_another_status) {
    begin();
    support::program silent("greedy", {"status", "3"});
    silent.expect_exit(0);
}

TEST_F(on_purpose, closes_twice) {
    begin();
    const auto s = support::value_of(net::socket(net::address_family::ipv4), "socket");
    support::expect_ok(net::close(s), "close");
    static_cast<void>(net::close(s));
}

TEST_F(on_purpose, calls_without_a_socket) {
    begin();
    static_cast<void>(net::send(net::invalid_handle, "x", 1));
}

TEST_F(on_purpose, fails_where_other_advice_stands) {
    begin();
    const support::advice other("This is about the answer.");
    support::fail("one", "another");
}

TEST_F(on_purpose, waits_for_ever) {
    begin();
    const auto pair = support::connected();
    char byte = 0;
    static_cast<void>(net::recv(pair.yours, &byte, 1));
}

TEST_F(on_purpose, loops_for_ever) {
    begin();
    for (std::atomic<bool> go_on = true; go_on;) {
    }
}

TEST_F(on_purpose, crashes) {
    begin();
    int* volatile nowhere = nullptr;
    *nowhere = 1;
}

/// Its program is `greedy`: see programs.cpp.
TEST_F(on_purpose, has_a_program_that_crashes) {
    begin();
    support::program crashing("greedy", {"crash"});
    support::expect_contains(crashing.output(), "hello", "standard output");
}

TEST_F(on_purpose, waits_for_the_exit_of_a_program_that_crashes) {
    begin();
    support::program crashing("greedy", {"crash"});
    crashing.expect_exit(0);
}

TEST_F(on_purpose, waits_for_a_peer_while_a_program_crashes) {
    begin();
    support::program crashing("greedy", {"crash"});
    auto pair = support::connected();
    static_cast<void>(pair.other.receive(1));
}

TEST_F(on_purpose, exits_with_status_0) {
    begin();
    std::exit(0);
}

TEST_F(on_purpose, throws) {
    begin();
    throw std::runtime_error("a bad day");
}

/// What GoogleTest takes for a failure that was told already.
[[noreturn]] void leave_in_silence() {
    throw testing::AssertionException(
        testing::TestPartResult(testing::TestPartResult::kSuccess, "", 0, ""));
}

TEST_F(on_purpose, leaves_in_silence) {
    leave_in_silence();
}

TEST_F(on_purpose, leaves_a_thread_in_silence) {
    const support::background other([] { leave_in_silence(); });
}

TEST_F(on_purpose, throws_a_number) {
    begin();
    throw 42;
}

TEST_F(on_purpose, throws_a_text) {
    begin();
    throw "a worse day";
}

TEST_F(on_purpose, throws_something_of_its_own) {
    begin();
    struct of_its_own {};
    throw of_its_own();
}

TEST_F(on_purpose, throws_in_a_thread) {
    begin();
    std::thread([] { throw std::out_of_range("too far"); }).join();
}

TEST_F(on_purpose, fails_an_assertion) {
    begin();
    const int one = 1;
    assert(one == 2 &&
           "a text of eighty columns, so that it would be cut if it were cut");
}

TEST_F(on_purpose, takes_the_value_of_an_error) {
    begin();
    const net::result<int> failed(
        net::unexpected(net::native_error(std::errc::too_many_files_open)));
    static_cast<void>(*failed);
}

TEST_F(on_purpose, takes_the_value_of_an_error_in_a_thread) {
    begin();
    const net::result<int> failed(
        net::unexpected(net::native_error(std::errc::too_many_files_open)));
    std::thread([&] { static_cast<void>(*failed); }).join();
}

TEST_F(on_purpose, takes_the_error_of_a_success) {
    begin();
    const net::result<int> good(1);
    static_cast<void>(good.error());
}

TEST_F(on_purpose, swallows_the_error_of_every_call) {
    begin();
    support::with_every_fault("open_socket", [] {
        const auto s = net::socket(net::address_family::ipv4);
        if (s)
            static_cast<void>(net::close(*s));
        return std::error_code{};
    });
}

TEST_F(on_purpose, survives_every_fault) {
    begin();
    support::with_every_fault("open_socket", []() -> std::error_code {
        const auto s = net::socket(net::address_family::ipv4);
        if (!s)
            return s.error();
        return support::error_of(net::close(*s));
    });
}

TEST_F(on_purpose, waits_for_a_peer_that_says_nothing) {
    begin();
    auto pair = support::connected();
    static_cast<void>(pair.other.receive(1));
}

/// Computes for half of the time, as on a machine that has other work too.
TEST_F(on_purpose, is_slow_for_want_of_a_processor) {
    begin();
    while (std::chrono::steady_clock::now() < support::deadline()) {
        const auto enough =
            grader::os::own_processor_time() + std::chrono::milliseconds(20);
        while (grader::os::own_processor_time() < enough &&
               std::chrono::steady_clock::now() < support::deadline()) {
        }
        static_cast<void>(net::poll({}, std::chrono::milliseconds(20)));
    }
    support::fail("the work is done", "it is not");
}

} // namespace
