// What a failing test says, and that nothing but a pass looks like one.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "built.hpp"
#include "os/emulator.hpp"
#include "os/process.hpp"

// This binary is no lesson's, but it links what a lesson's links.
#include "report.hpp"
LESSON("00-none");

namespace {

namespace os = grader::os;

struct outcome {
    std::string said;   ///< standard output and error
    std::string report; ///< FIRST_BYTE_REPORT
    os::exit_status end;
};

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::string text = std::move(bytes).str();
    std::erase(text, '\r');
    return text;
}

using variables = std::vector<std::pair<std::string, std::string>>;

outcome run(const std::string& test, bool to_file,
            const variables& environment = {{"FIRST_BYTE_DEADLINE_MS", "1000"}}) {
    os::spawn_options options;
    options.environment = environment;
    const auto file = std::filesystem::temp_directory_path() /
                      ("first-byte-report-" + std::to_string(os::own_id()) + "-" + test);
    if (to_file)
        options.environment.emplace_back("FIRST_BYTE_REPORT", file.string());
    auto child = support::spawn_built(FIRST_BYTE_FAILING,
                                      {"--gtest_filter=on_purpose." + test}, options);
    EXPECT_TRUE(child.started()) << child.why_not();
    outcome out;
    const auto until = os::in(std::chrono::seconds(60));
    out.said = child.read_until_end(until).text;
    std::erase(out.said, '\r');
    out.end = child.wait(until);
    if (to_file) {
        out.report = read(file);
        std::filesystem::remove(file);
    }
    return out;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A text without its line breaks and indents.
std::string on_one_line(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != '\n' && !(c == ' ' && out.ends_with(' ')))
            out += c;
        else if (!out.ends_with(' '))
            out += ' ';
    return out;
}

TEST(report, tells_people_what_passed_and_ends_in_the_count) {
    const auto got = run("passes", false);
    EXPECT_TRUE(has(got.said, "ok       passes")) << got.said;
    EXPECT_TRUE(has(got.said, "first byte: 1 passed, 0 failed\n")) << got.said;
    EXPECT_TRUE(got.end.exited_with(0));
}

TEST(report, tells_kit_by_events_and_says_nothing_itself) {
    const auto got = run("passes", true);
    EXPECT_EQ(got.report, "plan 1\nbegin passes\npass\ndone 1 0 0\n");
    EXPECT_EQ(got.said, "");
}

TEST(report, gives_the_reason_of_a_skip) {
    EXPECT_EQ(run("is_skipped", true).report,
              "plan 1\nbegin is skipped\nskip for a reason\ndone 0 0 1\n");
    EXPECT_TRUE(
        has(run("is_skipped", false).said, "first byte: 0 passed, 0 failed, 1 skipped"));
}

TEST(report, tells_a_failure_in_networking_words) {
    const auto got = run("receives_other_bytes", false);
    EXPECT_EQ(got.said, R"(
FAILED  06 exchange: receives other bytes

  expected   the peer receives 11 bytes "hello world"
  happened   the peer received 11 bytes "hello wurld"

  should be  hello world
        is   hello wurld
                    ^ byte 7: 0x75 instead of 0x6f

     your code                               the peer
  1  send(#3, 11 bytes "hello wurld") -> 11
  2  close(#3) -> ok
  3                                          recv() -> 11 bytes "hello wurld"
  4                                          recv() -> 0, end of stream

  The rest is still yours to send.
  Read: lessons/06-exchange/README.md, "Short sends".
  Stuck? ./kit hint 6

first byte: 0 passed, 1 failed
)");
    EXPECT_TRUE(got.end.exited_with(1));
}

TEST(report, names_a_socket_that_is_left_open) {
    EXPECT_TRUE(has(run("leaves_a_socket_open", false).said,
                    "happened   still open: #3, opened by socket()"));
}

TEST(report, names_a_second_close) {
    const auto said = on_one_line(run("closes_twice", false).said);
    EXPECT_TRUE(has(said, "#3 is closed a second time"));
    EXPECT_TRUE(has(said, "which line closes it")) << said;
    EXPECT_FALSE(has(said, "(arranged by the test)")) << said;
}

TEST(report, asks_for_no_close_where_none_was) {
    const auto said = on_one_line(run("calls_without_a_socket", false).said);
    EXPECT_TRUE(has(said, "send() is called without a socket")) << said;
    EXPECT_FALSE(has(said, "which line closes it")) << said;
    EXPECT_FALSE(has(said, "(arranged by the test)")) << said;
}

TEST(report, gives_the_advice_of_the_expectation_that_failed) {
    const auto said = run("fails_where_other_advice_stands", false).said;
    EXPECT_TRUE(has(said, "This is about the answer.")) << said;
    EXPECT_FALSE(has(said, "The rest is still yours")) << said;
}

/// What the failing test says, with this in its advice and nothing of its own advice.
void expect_advice(const std::string& test, const std::string& words) {
    const auto said = on_one_line(run(test, false).said);
    EXPECT_TRUE(has(said, words)) << said;
    EXPECT_FALSE(has(said, "The rest is still yours")) << said;
}

TEST(report, asks_for_the_way_out_after_a_call_that_was_made_to_fail) {
    expect_advice("leaves_a_socket_open_after_a_failure",
                  "find the call that the test made fail");
    expect_advice("leaves_a_socket_open", "no call closes what is still open");
}

TEST(report, tells_an_error_of_a_misused_socket_from_an_arranged_one) {
    expect_advice("fails_by_a_socket_that_is_closed", "not used after its close");
    const auto said = on_one_line(run("fails_by_an_arranged_error", false).said);
    EXPECT_TRUE(has(said, "The rest is still yours to send.")) << said;
}

TEST(report, gives_advice_for_what_any_test_may_meet) {
    expect_advice("stops_at_a_zero_byte", "a byte like any other");
    expect_advice("fails_although_no_call_fails", "the test made no call fail");
    if (!grader::os::under_wine()) // a reset may look like the end there
        expect_advice("answers_by_a_reset", "A reset comes when a socket is closed");
}

TEST(report, takes_silence_for_no_pass) {
    for (const char* test : {"leaves_in_silence", "leaves_a_thread_in_silence"}) {
        const auto got = run(test, true);
        EXPECT_TRUE(has(got.report, "\nfail\n")) << got.report;
        EXPECT_TRUE(has(got.report, "the test comes to its end")) << got.report;
        EXPECT_FALSE(has(got.report, "\npass\n")) << got.report;
        EXPECT_TRUE(has(got.report, "\ndone 0 1 0\n")) << got.report;
        EXPECT_TRUE(got.end.exited_with(1)) << os::in_words(got.end);
    }
}

TEST(report, names_the_call_that_never_returns) {
    const auto got = run("waits_for_ever", true);
    EXPECT_TRUE(has(got.report, "it was still waiting in recv(#3, up to 1)"))
        << got.report;
    EXPECT_FALSE(has(got.report, "\ndone")) << got.report;
    EXPECT_TRUE(got.end.exited_with(97));
}

TEST(report, says_that_a_loop_has_no_end) {
    const auto got = run("loops_for_ever", false);
    EXPECT_TRUE(has(got.said, "outside of any socket call")) << got.said;
    EXPECT_TRUE(got.end.exited_with(97));
}

TEST(report, says_that_a_peer_waited_in_vain) {
    const auto got = run("waits_for_a_peer_that_says_nothing", false);
    EXPECT_TRUE(has(got.said, "the peer receives 1 byte")) << got.said;
    EXPECT_TRUE(got.end.exited_with(1)); // before the watchdog had to
}

TEST(report, tells_a_wait_from_the_want_of_a_processor) {
    EXPECT_TRUE(has(run("is_slow_for_want_of_a_processor", true).report, "\nstarved\n"));
    EXPECT_FALSE(
        has(run("waits_for_a_peer_that_says_nothing", true).report, "\nstarved\n"));
}

TEST(report, ends_a_loop_by_its_processor_time_too) {
    const auto begun = std::chrono::steady_clock::now();
    const auto got =
        run("loops_for_ever", true,
            {{"FIRST_BYTE_DEADLINE_MS", "600000"}, {"FIRST_BYTE_PROCESSOR_MS", "100"}});
    EXPECT_TRUE(got.end.exited_with(97));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::minutes(1));
}

TEST(report, ends_after_a_late_failure_where_it_is_asked_to) {
    EXPECT_TRUE(run("waits_for_a_peer_that_says_nothing", true,
                    {{"FIRST_BYTE_DEADLINE_MS", "1000"}, {"FIRST_BYTE_END_IF_LATE", "1"}})
                    .end.exited_with(97));
}

/// A failure of a test whose program is `greedy`.
std::string with_greedy(const std::string& test) {
    const std::string greedy = FIRST_BYTE_GREEDY;
    return run(test, false,
               {{"FIRST_BYTE_DEADLINE_MS", "2000"},
                {"FIRST_BYTE_PROGRAMS", greedy.substr(0, greedy.find_last_of("/\\"))}})
        .said;
}

TEST(report, gives_advice_for_an_exit_status) {
    const auto said = on_one_line(with_greedy("ends_with_another_status"));
    EXPECT_TRUE(has(said, "it ended with status 3")) << said;
    EXPECT_TRUE(has(said, "Status 0 says that all went well")) << said;
    EXPECT_FALSE(has(said, "The rest is still yours")) << said;
}

#ifndef FIRST_BYTE_SANITIZED // a sanitizer reports a crash in its own words
TEST(report, puts_a_crash_into_words) {
    const auto got = run("crashes", true);
    EXPECT_TRUE(has(got.report, "your code crashed: ")) << got.report;
    EXPECT_FALSE(has(got.report, "\ndone")) << got.report;
    EXPECT_FALSE(got.end.exited_with(0));
}

TEST(report, tells_the_crash_of_a_program_before_what_was_seen_of_it) {
    if (os::under_wine())
        GTEST_SKIP() << "Wine starts its debugger for a crash, which takes too long";
    const std::string crashed = "happened   your greedy was ended by ";
    for (const auto* test :
         {"has_a_program_that_crashes", "waits_for_the_exit_of_a_program_that_crashes",
          "waits_for_a_peer_while_a_program_crashes"}) {
        const auto said = with_greedy(test);
        EXPECT_TRUE(has(said, crashed)) << said;
        EXPECT_TRUE(has(said, "| about to crash")) << said;
        EXPECT_FALSE(has(said, "The rest is still yours to send.")) << said;
    }
    EXPECT_TRUE(
        has(with_greedy("has_a_program_that_crashes"), "What the test saw of it:"));
}
#endif

TEST(report, does_not_take_exit_0_for_a_pass) {
    const auto got = run("exits_with_status_0", true);
    EXPECT_FALSE(has(got.report, "pass")) << got.report;
    EXPECT_FALSE(has(got.report, "done")) << got.report;
    EXPECT_FALSE(has(run("exits_with_status_0", false).said, "1 passed"));
}

TEST(report, says_what_was_thrown) {
    const std::pair<const char*, const char*> thrown[] = {
        {"throws", "std::runtime_error (\"a bad day\")"},
        {"throws_a_number", "int (42)"},
        {"throws_a_text", "const char* (\"a worse day\")"},
        {"throws_something_of_its_own", "of_its_own"},
    };
    for (const auto& [test, words] : thrown) {
        const auto said = on_one_line(run(test, false).said);
        EXPECT_TRUE(has(said, "your code threw an exception")) << said;
        EXPECT_TRUE(has(said, words)) << said;
        EXPECT_TRUE(has(said, "first byte: 0 passed, 1 failed")) << said;
    }
}

TEST(report, says_which_error_was_taken_for_a_value_and_goes_on) {
    const auto got = run("takes_the_value_of_an_error", false);
    const auto said = on_one_line(got.said);
    EXPECT_TRUE(has(said, "the value of a result was taken, and it holds an error: too "
                          "many sockets or files are open"))
        << said;
    EXPECT_TRUE(has(said, "`if (!result)`")) << said;
    EXPECT_TRUE(has(said, "first byte: 0 passed, 1 failed")) << said;
    EXPECT_TRUE(has(on_one_line(run("takes_the_error_of_a_success", false).said),
                    "the error of a result was taken, and it holds none"));
}

#ifndef FIRST_BYTE_SANITIZED // see above
TEST(report, tells_what_ended_a_thread) {
    EXPECT_TRUE(has(on_one_line(run("throws_in_a_thread", true).report),
                    "std::out_of_range (\"too far\")"));
    const auto got = run("takes_the_value_of_an_error_in_a_thread", true).report;
    EXPECT_TRUE(has(got, "the value of a result was taken")) << got;
    EXPECT_EQ(got.find("\nfail"), got.rfind("\nfail")) << got;
}

TEST(report, tells_an_assertion_whole) {
    if (os::system_name() != "linux" || std::getenv("FIRST_BYTE_RUNNER") != nullptr)
        GTEST_SKIP() << "only the GNU C library lets a program say it in its own words";
    const auto got = on_one_line(run("fails_an_assertion", false).said);
    EXPECT_TRUE(has(got, "the assertion `one == 2 && \"a text of eighty columns, so that "
                         "it would be cut if it were cut\"` failed"))
        << got;
    EXPECT_TRUE(has(got, "failing.cpp:")) << got;
}
#endif

TEST(report, finds_an_error_that_is_not_handed_on) {
    EXPECT_TRUE(has(run("swallows_the_error_of_every_call", false).said,
                    "open_socket reports that socket(ipv4, stream) failed"));
    EXPECT_TRUE(run("survives_every_fault", false).end.exited_with(0));
}

} // namespace
