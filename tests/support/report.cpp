#include "report.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <utility>

#include <gtest/gtest.h>

#include <net/result.hpp>

#include "cause.hpp"
#include "lesson.hpp"
#include "os/channel.hpp"
#include "os/crash.hpp"
#include "os/jail.hpp"
#include "os/process.hpp"
#include "report_text.hpp"
#include "script.hpp"
#include "watchdog.hpp"
#include "words.hpp"

namespace support {
namespace {

/// One per process: what runs, and where lines go.
struct report {
    std::mutex mutex;
    running_test test;
    std::string file;       // for kit; empty: to people, or to a grader
    bool to_grader = false; // by its own stream
    std::string lead; // begins each line there: what the code under test cannot know
    void (*look_for_cause)(first_cause&) = nullptr;
    int passed = 0, failed = 0, skipped = 0;
    bool failure_told = false;
    std::atomic<bool> at_its_end = false, left_early = false; // the running test

    static report& get() {
        static report instance;
        return instance;
    }

    [[nodiscard]] bool to_people() const { return file.empty() && !to_grader; }

    // No stream of the library: the bytes of one pass through facets that the code under
    // test may have put there. It may have closed files, too: one is opened each time.
    void write(const std::string& text) const {
        if (to_grader)
            grader::os::report(text);
        else if (!to_people())
            grader::os::append(file.c_str(), text);
    }

    void event(std::string_view line) { write(lead + std::string(line) + '\n'); }

    static void say(std::string_view line) { std::cout << line << std::endl; }

    void tell(const std::vector<std::string>& lines, bool starved) {
        failure_told = true;
        if (to_people()) {
            say("");
            for (const auto& line : lines)
                say(line);
            if (starved) // tests/flakes.sh looks for this line
                say("starved: other work kept the processor from this test");
            say("");
            return;
        }
        std::string text = lead + "fail\n";
        if (starved)
            text += lead + "starved\n";
        for (const auto& line : lines)
            text += lead + "text " + line + '\n';
        write(text + lead + "end\n");
    }

    [[nodiscard]] std::string closing_line() const {
        std::string line = "first byte: " + std::to_string(passed) + " passed, " +
                           std::to_string(failed) + " failed";
        if (skipped != 0)
            line += ", " + std::to_string(skipped) + " skipped";
        return line;
    }
};

/// The advice of a test is about what it looks at; a crash or a wait says more itself.
void forget_advice(report& r) {
    r.test.section.clear();
    r.test.advice.clear();
}

void tell_left_early(report& r) {
    forget_advice(r);
    r.tell(failure_text(r.test, "the test comes to its end",
                        "it was left before, by an exception of your code's", ""),
           false);
}

/// What CONTROL noted; nullptr: this binary has none.
void (*control_act)() = nullptr;
void (*control_whole)(void (*body)()) = nullptr;
const std::string control_suite = "control";

void body_of_control() {
    control_act();
    fail("a control fails", "it does");
}

/// What returns past the body of any other test returns past this one's, too: they look
/// alike to it.
class control_test : public lesson_test {
    void TestBody() override { control_whole(body_of_control); }
};

bool is_control(const testing::TestInfo& info) {
    return control_suite == info.test_suite_name();
}

/// The line of the code under test from which these calls came, for a failure's details.
/// Not for a grader: its programs have no lines, and its jail no tools.
std::string place_of(report& r, const grader::os::call_stack& calls) {
    return r.lead.empty() ? own_line(calls) : std::string();
}

void tell_exception(report& r, const std::string& what,
                    const grader::os::call_stack& calls) {
    forget_advice(r);
    r.tell(failure_text(r.test, "your code hands errors back, and throws nothing",
                        "your code threw an exception that nothing caught: " + what,
                        place_of(r, calls)),
           false);
}

class listener : public testing::EmptyTestEventListener {
    void OnTestProgramStart(const testing::UnitTest& all) override {
        int planned = all.test_to_run_count();
        for (int i = 0; i < all.total_test_suite_count(); ++i)
            if (const auto& suite = *all.GetTestSuite(i); suite.name() == control_suite)
                planned -= suite.test_to_run_count();
        report::get().event("plan " + std::to_string(planned));
    }

    void OnTestIterationStart(const testing::UnitTest& all, int) override {
        const int seed = testing::GTEST_FLAG(shuffle) ? all.random_seed() : 0;
        if (report::get().to_grader) // who asked for one
            report::get().event("order " + std::to_string(seed));
    }

    void OnTestStart(const testing::TestInfo& info) override {
        report& r = report::get();
        r.test = {sentence(info.name()), {}, {}};
        r.failure_told = is_control(info); // it fails in silence
        r.at_its_end = r.left_early = false;
        if (!r.failure_told)
            r.event("begin " + r.test.sentence);
        watchdog::start(time_limit(), processor_limit());
    }

    // Called while GoogleTest handles the exception, so that it can be looked at.
    void OnTestPartResult(const testing::TestPartResult& part) override {
        report& r = report::get();
        const std::string_view said = part.message();
        if (!part.failed() || r.failure_told ||
            said.find("C++ exception") == std::string_view::npos)
            return;
        if (const auto what = exception_in_words(); !what.empty())
            tell_exception(r, what, grader::os::calls_leading_to_last_throw());
    }

    void OnTestEnd(const testing::TestInfo& info) override {
        watchdog::stop();
        report& r = report::get();
        const auto& result = *info.result();
        if (is_control(info)) {
            const bool passed = result.Passed() || r.at_its_end;
            r.event(passed ? "control passed" : "control failed");
            return;
        }
        if (result.Skipped()) {
            std::string reason = result.GetTestPartResult(0).message();
            while (!reason.empty() && reason.back() == '\n')
                reason.pop_back();
            ++r.skipped;
            r.event("skip " + reason);
            if (r.to_people())
                report::say("  skipped  " + r.test.sentence + ": " + reason);
        } else if (result.Passed() && !r.failure_told && r.at_its_end && !r.left_early) {
            ++r.passed;
            r.event("pass");
            if (r.to_people())
                report::say("  ok       " + r.test.sentence);
        } else {
            ++r.failed;
            if (result.Passed() && !r.failure_told)
                tell_left_early(r);
            if (!r.failure_told) // not by fail(): an ordinary GoogleTest assertion
                r.tell(failure_text(r.test, "", all_messages(result), ""), false);
            if (watchdog::late() && std::getenv("FIRST_BYTE_END_IF_LATE") != nullptr)
                std::_Exit(watchdog::exit_status); // the others in a new process
        }
    }

    void OnTestProgramEnd(const testing::UnitTest&) override {
        report& r = report::get();
        r.event("done " + std::to_string(r.passed) + " " + std::to_string(r.failed) +
                " " + std::to_string(r.skipped));
        if (r.to_people())
            report::say(r.closing_line());
    }

    static std::string all_messages(const testing::TestResult& result) {
        std::string all;
        for (int i = 0; i < result.total_part_count(); ++i)
            all += result.GetTestPartResult(i).message();
        return all;
    }
};

void print_last_words(const char* what) noexcept {
    report& r = report::get();
    if (!r.failure_told) { // else this is how it ended afterwards
        forget_advice(r);
        r.tell(failure_text(r.test, "your code runs to its end",
                            "your code crashed: " + std::string(what),
                            place_of(r, grader::os::calls_leading_here())),
               false);
    }
    grader::os::kill_all_children();
}

/// An exception that left a thread or a noexcept function: the process cannot go on.
[[noreturn]] void end_by_exception() {
    report& r = report::get();
    const std::string what = exception_in_words();
    if (!r.failure_told && !what.empty())
        tell_exception(r, what + ", and it left a thread or a noexcept function",
                       grader::os::calls_leading_to_last_throw());
    std::abort();
}

/// net::result says that it was asked for what it does not hold.
void end_by_misuse(const char* words) {
    report& r = report::get();
    const auto calls = grader::os::calls_leading_here();
    forget_advice(r);
    fail("your code asks a result whether it holds a value before it takes the value",
         words, place_of(r, calls));
}

/// What the code under test waits in, from the calls that have begun and not returned.
std::string whereabouts() {
    for (const auto& call : net::script::trace())
        if (!call.done && call.actor.empty())
            return "it was still waiting in " + net::script::call_text(call);
    return "it was still running, outside of any socket call: a loop without an end?";
}

} // namespace

void watchdog_expired(std::chrono::milliseconds limit, bool starved) {
    report& r = report::get();
    forget_advice(r);
    r.tell(failure_text(r.test, "your code comes to its end",
                        "after " + std::to_string(limit.count()) + " ms " + whereabouts(),
                        ""),
           starved);
    grader::os::kill_all_children();
}

void teaches(std::string_view section, std::string_view advice) {
    report& r = report::get();
    r.test.section = section;
    r.test.advice = advice;
}

// A test's thread may have advice of its own while another one fails.
advice::advice(std::string_view instead) {
    report& r = report::get();
    const std::lock_guard lock(r.mutex);
    before_ = std::exchange(r.test.advice, instead);
}

advice::~advice() {
    report& r = report::get();
    const std::lock_guard lock(r.mutex);
    r.test.advice = before_;
}

void program_was_killed() {
    report::get().event("killed");
}

void ask_for_first_cause(void (*look)(first_cause& found)) {
    report::get().look_for_cause = look;
}

namespace {

/// Puts the cause before what the test saw of it.
void tell_failure(report& r, std::string_view expected, std::string_view happened,
                  std::string_view details) {
    first_cause cause;
    if (r.look_for_cause != nullptr)
        r.look_for_cause(cause);
    std::string seen(happened), lines(details);
    if (!cause.happened.empty()) {
        forget_advice(r);
        const bool says_so = seen.find(cause.words) != std::string::npos;
        seen = cause.happened + (says_so ? "" : ". What the test saw of it: " + seen);
        lines = cause.details;
    }
    r.tell(failure_text(r.test, expected, seen, lines), watchdog::starved());
}

} // namespace

control::control(void (*act)(), void (*whole)(void (*body)())) noexcept {
    control_act = act;
    control_whole = whole;
}

void came_to_its_end() noexcept {
    report::get().at_its_end = true;
}

void left_early() noexcept {
    report::get().left_early = true;
}

void fail(std::string_view expected, std::string_view happened,
          std::string_view details) {
    report& r = report::get();
    {
        const std::lock_guard lock(r.mutex);
        if (!r.failure_told)
            tell_failure(r, expected, happened, details);
    }
    const testing::TestPartResult part(testing::TestPartResult::kFatalFailure, nullptr, 0,
                                       "told above");
    GTEST_MESSAGE_AT_(nullptr, 0, "told above", testing::TestPartResult::kFatalFailure);
    throw testing::AssertionException(part);
}

void waits_on_purpose(std::chrono::milliseconds span) {
    watchdog::extend(span);
}

std::chrono::steady_clock::time_point deadline() {
    return watchdog::started() + time_limit() * 4 / 5;
}

namespace {

/// A grader wants lines that only it and this process know how to begin. The beginning
/// comes by standard input: command lines and environments can be read by others.
void take_secret() {
    if (!grader::os::has_grader())
        return;
    grader::os::close_to_others();
    report& r = report::get();
    r.to_grader = true;
    r.lead = grader::os::take_secret() + " ";
    // Programs under test would inherit it.
    grader::os::forget_environment(grader::os::started_by_grader);
}

} // namespace

int run_tests(int argc, char** argv) {
    auto arguments = grader::os::given(argc, argv);
    argc = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    testing::InitGoogleTest(&argc, arguments.data());
    if (const char* file = std::getenv("FIRST_BYTE_REPORT"))
        report::get().file = file;
    take_secret();
    auto& listeners = testing::UnitTest::GetInstance()->listeners();
    if (!testing::GTEST_FLAG(list_tests))
        delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new listener);
    grader::os::install_crash_report(print_last_words);
    std::set_terminate(end_by_exception);
    net::detail::on_result_misuse(end_by_misuse);
    const bool controlled = control_act != nullptr && report::get().to_grader;
    if (controlled)
        testing::RegisterTest(control_suite.c_str(), "fails", nullptr, nullptr, __FILE__,
                              __LINE__,
                              []() -> lesson_test* { return new control_test; });
    if (controlled)
        report::get().event("control asked");
    const int status = RUN_ALL_TESTS();
    return report::get().failed > 0 ? 1 : controlled ? 0 : status;
}

} // namespace support
