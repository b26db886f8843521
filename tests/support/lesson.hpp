// A lesson's tests: everything that such a file includes.
//
//   LESSON("06-exchange");
//   using exchange = support::lesson_test;
//
//   TEST_F(exchange, sends_every_byte_when_the_kernel_takes_only_a_part) {
//       teaches("Short sends", "send() may take fewer bytes than it is given; ...");
//       ...
//   }
//
// The names of the tests, read in order, are the lesson's specification in sentences.
#pragma once

#include <exception>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "expect.hpp"
#include "os/emulator.hpp"
#include "peer.hpp"
#include "report.hpp"
#include "script.hpp"
#include "words.hpp"

namespace support {

/// Begins with an empty trace and plan. Ends with a look at the handles: every one that
/// was opened is closed, none is used wrongly.
class lesson_test : public testing::Test {
  protected:
    void SetUp() override;
    void TearDown() override;
};

/// Fails unless every handle is closed and none was misused.
void expect_handles_in_order();

/// Runs `act` again and again: in round n, call n of all the calls that it makes fails
/// with an error that is usual for that call; until a round in which nothing is left to
/// fail. `act` sets up what it needs (with peers, never through the seam, or adopted),
/// calls the function under test and returns its error, or none.
///
/// Each round: the error is the failed call's own, unless `tolerated` says that this
/// call's failure may be survived; every handle is closed and none misused. The last
/// round, without a fault, must succeed.
void with_every_fault(std::string_view call, const std::function<std::error_code()>& act,
                      const std::function<bool(net::script::call)>& tolerated = {});

/// The error of a result; empty for success.
template <class T>
[[nodiscard]] std::error_code error_of(const net::result<T>& result) {
    return result ? std::error_code{} : result.error();
}

/// A thread of the test. join() rethrows what failed in it; the destructor joins, and the
/// test has failed where nobody asked for that failure.
class background {
  public:
    explicit background(std::function<void()> work);
    ~background();
    background(const background&) = delete;
    background& operator=(const background&) = delete;
    void join();

  private:
    std::exception_ptr failure_;
    std::thread thread_; // last: it uses the others
};

} // namespace support

/// A test of a lesson: GoogleTest's own TEST_F, and a count of the last thing it does. A
/// pass is what came to that point. GoogleTest takes silence for a pass, so a test that
/// left early, by an exception of whatever name, would have one.
#undef TEST_F
#define TEST_F(fixture, name)                                                            \
    class fixture##_##name##_of_lesson : public fixture {                                \
      protected:                                                                         \
        void body();                                                                     \
    };                                                                                   \
    GTEST_TEST_(fixture, name, fixture##_##name##_of_lesson,                             \
                ::testing::internal::GetTypeId<fixture>()) {                             \
        body();                                                                          \
        support::came_to_its_end();                                                      \
    }                                                                                    \
    void fixture##_##name##_of_lesson::body()

// Unqualified in the tests, as the sentences read better.
using support::teaches; // NOLINT(google-global-names-in-headers)

/// Skips the test, with the reason, where IPv6 does not work.
#define NEEDS_IPV6()                                                                     \
    if (!support::has_ipv6())                                                            \
    GTEST_SKIP() << "::1 does not work on this machine"

/// Skips the test, with the reason, where a reset cannot be told from an end.
#define NEEDS_RESETS()                                                                   \
    if (grader::os::under_wine())                                                        \
    GTEST_SKIP() << "Wine may show a reset as the end of the stream"

/// Skips the test, with the reason, where no Ctrl-C can be sent to a program.
#define NEEDS_INTERRUPTS()                                                               \
    if (grader::os::under_wine())                                                        \
    GTEST_SKIP() << "Wine has no console here from which a Ctrl-C could come"
