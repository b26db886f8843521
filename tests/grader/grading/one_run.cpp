#include "one_run.hpp"

#include <algorithm>
#include <random>

#include "../parallel.hpp"
#include "intake.hpp"
#include "os/channel.hpp"
#include "os/memory.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;
using mark = test_result::mark;

constexpr int cpu_seconds = 8, least_cpu_seconds = 3; // of a program of tests
constexpr std::size_t most_report = 4u << 20;
constexpr long long most_memory = 512LL << 20; // of all in a jail
constexpr long long most_held = 64LL << 20;    // by the connections of a jail
constexpr std::chrono::milliseconds between_looks{100};
const std::string greedy_in_words =
    "  All programs together had more than 512 MiB of memory, or more than 64 MiB in "
    "bytes that were sent and not read, and were ended.";
constexpr std::size_t most_printed = 16u << 10;

std::string new_secret() {
    std::random_device chance;
    std::string secret;
    for (int i = 0; i < 2; ++i)
        secret += in_hex((static_cast<std::uint64_t>(chance()) << 32) | chance());
    return secret;
}

/// The seed of the tests' order; 0: their own order.
unsigned long order_of(const judge_run& what) {
    return what.seed == 0 ? 0 : what.seed % 99999 + 1;
}

std::vector<std::string> arguments_for(const judge_run& what,
                                       const std::vector<const expected_test*>& left) {
    std::string filter = "--gtest_filter=";
    for (const auto* test : left)
        filter += (filter.back() == '=' ? "" : ":") + test->filter;
    if (!what.to_first_failure)
        filter += ":control.*"; // what every honest answer fails
    std::vector<std::string> arguments{filter};
    if (what.to_first_failure)
        arguments.emplace_back("--gtest_fail_fast");
    if (what.seed != 0) {
        arguments.emplace_back("--gtest_shuffle");
        arguments.push_back("--gtest_random_seed=" + std::to_string(order_of(what)));
    }
    return arguments;
}

/// The report's lines that begin with the secret, without it.
std::string trusted_lines(const std::string& report, const std::string& secret) {
    std::string text;
    for (const auto& line : lines_of(report))
        if (line.starts_with(secret + " "))
            text += line.substr(secret.size() + 1) + "\n";
    return text;
}

/// Why a run tells nothing of the answer: it is the grader's that did not come so far, or
/// that was ended from outside. Empty: it tells something.
/// `at_limit`: its processor time was over, so that a kill is the system's, for a program
/// that does not heed SIGXCPU.
std::string trouble_with(const os::exit_status& end, const std::string& report,
                         bool at_limit) {
    if (!report.starts_with(os::first_word)) {
        std::string why = "the program of tests could not be started: " + in_words(end);
        if (!report.empty()) // the jail's words
            why += "; " + report.substr(0, report.find('\n'));
        return why;
    }
    // The jail passes a signal on as a shell does. Of its own it has SIGXCPU.
    constexpr int hangup = 1, interrupt = 2, kill = 9, terminate = 15;
    for (const int number : {hangup, interrupt, kill, terminate})
        if (!(number == kill && at_limit) &&
            (end.exited_with(128 + number) ||
             (end.kind == os::exit_status::how::crashed && end.value == number)))
            return "the program of tests was killed from outside (signal " +
                   std::to_string(number) + ")";
    return {};
}

/// A test of a program that was killed from outside says nothing of the program.
std::string killed_programs(const test_run& run, bool may_name) {
    for (const auto& test : run.tests)
        if (test.how == mark::failed && test.killed)
            return "a program of the submission was killed from outside (SIGKILL)" +
                   (may_name ? ", in the test \"" + test.sentence + "\"" : "");
    return {};
}

/// Why none of the passes counts; empty: they may.
std::string foul_in(const test_run& run, const judge_run& what) {
    using word = test_run::word;
    if (run.control == word::passed)
        return "It passed the control, a test that fails whatever the code does: it "
               "leaves tests before they can fail, so that none of its passes counts.";
    const bool cut = run.ended && !what.to_first_failure && run.control == word::asked;
    if (cut || run.order.value_or(order_of(what)) != order_of(what))
        return "Its tests did not run as they were asked to: something in the code "
               "changed which of them run, or their order, before they began, so that "
               "none of its passes counts.";
    return {};
}

/// Limits of a process count for each. What all have together is looked at from outside.
bool is_greedy(const os::tree_use& use, long long process) {
    return use.memory > most_memory || (os::memory_of_connections().above(1) &&
                                        os::held_by_connections_of(process) > most_held);
}

os::exit_status wait_for(os::child& tests, os::deadline until, one_run& run,
                         long long& processor_seconds) {
    while (true) {
        const auto end = tests.wait(std::min(until, os::in(between_looks)));
        run.crowded = run.crowded || os::memory_of_connections().above(3);
        if (end.ended() || std::chrono::steady_clock::now() >= until)
            return end;
        const auto use = os::use_of_tree(tests.id());
        processor_seconds = std::max(processor_seconds, use.processor_seconds);
        run.greedy = is_greedy(use, tests.id());
        if (run.greedy) {
            tests.kill();
            return tests.wait(until);
        }
    }
}

/// Whether all the time a processor had nothing to do. False also: the system does not
/// tell.
bool was_free(const os::processor_time& before, const os::processor_time& now) {
    const auto count = static_cast<long long>(processors());
    return now.all > before.all &&
           (now.idle - before.idle) * count * 5 >= (now.all - before.all) * 4;
}

} // namespace

one_run run_once(const workshop& shop, const lesson& which, const judge_run& what,
                 const std::vector<const expected_test*>& left,
                 std::chrono::milliseconds time) {
    os::confinement c;
    // It comes to this before the lesson's time is over, but where the machine is slow.
    c.cpu_seconds = std::clamp(budget{what.until}.seconds_left() * 2 / 3,
                               least_cpu_seconds, cpu_seconds);
    c.jailed = shop.jailed();
    c.readable = {what.binary};
    c.environment = {
        {"FIRST_BYTE_DEADLINE_MS", std::to_string(time.count())},
        {"FIRST_BYTE_PROCESSOR_MS", std::to_string(what.processor_limit.count())},
        {"FIRST_BYTE_END_IF_LATE", "1"},
        {os::started_by_grader, "1"},
        {"LC_ALL", "C.UTF-8"},
    };
    if (!what.programs.empty()) {
        c.readable.push_back(what.programs);
        c.environment.emplace_back("FIRST_BYTE_PROGRAMS", what.programs.string());
    }
    os::spawn_options options;
    options.input = os::stream::pipe;
    options.error = os::stream::pipe; // what is reported
    // A test that hangs is ended by its own watchdog; this is for a program without one.
    auto until = std::min(os::in(time * 8 + std::chrono::seconds(10)), what.until);
    auto tests = start_tests(what.binary, arguments_for(what, left), c, options, until);
    if (!tests.started())
        return {{}, "the program of tests could not be started: " + tests.why_not(), {}};
    const std::string secret = new_secret();
    tests.keep_at_most(most_report, os::source::error);
    tests.write(secret + "\n", until);
    tests.close_input();
    tests.keep_at_most(most_printed, os::source::output);
    one_run run;
    long long processor_seconds = 0;
    const auto before = os::processors_so_far();
    run.crowded = os::memory_of_connections().above(3);
    const auto end = wait_for(tests, until, run, processor_seconds);
    const bool at_limit = processor_seconds >= c.cpu_seconds;
    run.stopped = !end.ended();
    run.idled = run.stopped && was_free(before, os::processors_so_far());
    if (run.stopped)
        tests.kill();
    auto output = tests.read_until_end(until, most_printed);
    const auto report = tests.read_until_end(until, most_report, os::source::error);
    // At the second look it has to be said whose doing it is that it did not end; at the
    // first, what never began is the grader's.
    run.idled = run.idled && report.text.starts_with(os::first_word);
    const bool its_own = run.stopped && (run.idled || what.again);
    if (!run.greedy && !its_own)
        run.trouble = trouble_with(end, report.text, at_limit);
    run.tests = read_report(trusted_lines(report.text, secret), which.title(), end);
    run.foul = foul_in(run.tests, what);
    if (run.greedy && !run.tests.tests.empty())
        run.tests.tests.back().text.push_back(greedy_in_words);
    if (run.trouble.empty() && !run.greedy && !at_limit)
        run.trouble = killed_programs(run.tests, !what.tests->of_instructor);
    run.crowded = run.crowded && !run.greedy && !run.tests.good();
    if (run.trouble.empty() && run.stopped && !run.greedy && !its_own)
        run.trouble = "the program of tests still ran after its time";
    run.tests.printed = std::move(output.text);
    run.tests.printed_cut = output.cut;
    return run;
}

} // namespace kit::grading
