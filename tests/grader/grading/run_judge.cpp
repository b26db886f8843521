#include "run_judge.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <random>
#include <system_error>

#include "../parallel.hpp"
#include "intake.hpp"
#include "os/channel.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;
using mark = test_result::mark;

constexpr int most_runs = 6;  // of one program of tests: it may end early
constexpr int most_hangs = 3; // after as many tests that came to their limit no more runs
constexpr std::size_t most_parts = 6; // of the tests that are left after the first hang
constexpr std::size_t most_report = 4u << 20;
constexpr std::size_t most_printed = 16u << 10;

std::string new_secret() {
    std::random_device chance;
    std::string secret;
    for (int i = 0; i < 2; ++i)
        secret += in_hex((static_cast<std::uint64_t>(chance()) << 32) | chance());
    return secret;
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
        arguments.push_back("--gtest_random_seed=" +
                            std::to_string(what.seed % 99999 + 1));
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
std::string trouble_with(const os::exit_status& end, const std::string& report) {
    if (!report.starts_with(os::first_word)) {
        std::string why = "the program of tests could not be started: " + in_words(end);
        if (!report.empty()) // the jail's words
            why += "; " + report.substr(0, report.find('\n'));
        return why;
    }
    // The jail passes a signal on as a shell does. Of its own it has SIGXCPU.
    constexpr int hangup = 1, interrupt = 2, kill = 9, terminate = 15;
    for (const int number : {hangup, interrupt, kill, terminate})
        if (end.exited_with(128 + number) ||
            (end.kind == os::exit_status::how::crashed && end.value == number))
            return "the program of tests was killed from outside (signal " +
                   std::to_string(number) + ")";
    return {};
}

/// A test of a program that was killed from outside says nothing of the program.
std::string killed_programs(const test_run& run, bool may_name) {
    for (const auto& test : run.tests)
        for (const auto& line : test.text)
            if (test.how == mark::failed && line.find("SIGKILL") != std::string::npos)
                return "a program of the submission was killed from outside (SIGKILL)" +
                       (may_name ? ", in the test \"" + test.sentence + "\"" : "");
    return {};
}

/// One run, and why it cannot be believed, where it cannot.
struct one_run {
    test_run tests;
    std::string trouble;
};

one_run run_once(const workshop& shop, const lesson& which, const judge_run& what,
                 const std::vector<const expected_test*>& left) {
    os::confinement c;
    c.jailed = shop.jailed();
    c.readable = {what.binary};
    c.environment = {
        {"FIRST_BYTE_DEADLINE_MS", std::to_string(what.time().count())},
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
    auto until = os::in(what.time() * 8 + std::chrono::seconds(10));
    auto tests = start_tests(what.binary, arguments_for(what, left), c, options, until);
    if (!tests.started())
        return {{}, "the program of tests could not be started: " + tests.why_not()};
    const std::string secret = new_secret();
    tests.keep_at_most(most_report, os::source::error);
    tests.write(secret + "\n", until);
    tests.close_input();
    auto output = tests.read_until_end(until, most_printed);
    const auto end = tests.wait(until);
    if (!end.ended())
        tests.kill();
    const auto report = tests.read_until_end(until, most_report, os::source::error);
    one_run run;
    run.trouble = trouble_with(end, report.text);
    run.tests = read_report(trusted_lines(report.text, secret), which.title(), end);
    if (run.trouble.empty())
        run.trouble = killed_programs(run.tests, !what.tests->of_instructor);
    if (run.trouble.empty() && !end.ended() && !what.again)
        run.trouble = "the program of tests still ran after its time";
    run.tests.printed = std::move(output.text);
    run.tests.printed_cut = output.cut;
    return run;
}

std::vector<std::string> shown_text(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return lines_of(with_named_ports(harmless(all)));
}

std::vector<std::string> not_run_text(const std::vector<std::string>& because) {
    std::vector<std::string> text{"It did not run: the test program ended before it."};
    text.insert(text.end(), because.begin(), because.end());
    return text;
}

std::string name_of(const judge& tests) {
    if (tests.of_instructor)
        return "private";
    return tests.how == judge::kind::contract ? "contract" : "program";
}

/// A test that must run, and where its word goes (weight 0: there is none yet).
struct slot {
    const expected_test* test = nullptr;
    judged_test* into = nullptr;
};

/// Number `from` and every `step`-th after it: neighbours are alike long.
std::vector<slot> every(const std::vector<slot>& all, std::size_t step,
                        std::size_t from) {
    std::vector<slot> some;
    for (std::size_t i = from; i < all.size(); i += step)
        some.push_back(all[i]);
    return some;
}

class series;
void run_beside_each_other(std::vector<series>& parts);

/// Some of the tests, run again and again until there is word of each.
class series {
  public:
    series(const workshop& shop, const lesson& which, judge_run what,
           std::vector<slot> tests)
        : shop_(shop), which_(which), what_(std::move(what)), left_(std::move(tests)) {}

    void run() {
        for (int i = 0; i < most_runs && !left_.empty() && trouble.empty(); ++i) {
            const auto begun = std::chrono::steady_clock::now();
            const auto run = believed(run_once(shop_, which_, what_, tests_of(left_)));
            if (!trouble.empty())
                return;
            const bool hung =
                std::chrono::steady_clock::now() - begun >= what_.time() * 4 / 5;
            printed += run.printed;
            const std::size_t had = left_.size();
            take(run);
            if (left_.size() == had || what_.to_first_failure ||
                (hung && ++hangs_ == most_hangs))
                break;
            if (hung && hangs_ == 1 && may_split)
                return go_on_in_parts();
        }
        look_again();
        for (const slot& one : left_) {
            one.into->weight = 1;
            one.into->text = not_run_text(last_words_);
        }
    }

    bool may_split = false; ///< its tests may run beside each other
    /// An end after the last test that was no good one. It counts where no test failed.
    std::optional<judged_test> bad_end;
    std::string printed;
    std::string trouble; ///< why none of it is to be believed
    bool control_passed = false;

  private:
    test_run believed(one_run run) {
        if (trouble.empty())
            trouble = std::move(run.trouble);
        return std::move(run.tests);
    }

    static std::vector<const expected_test*> tests_of(const std::vector<slot>& slots) {
        std::vector<const expected_test*> tests;
        for (const slot& one : slots)
            tests.push_back(one.test);
        return tests;
    }

    static void write(const test_result& result, judged_test& into) {
        into.weight = 1;
        into.how = result.how;
        into.reason = result.reason;
        into.text = shown_text(result.text);
    }

    void take(const test_run& run) {
        control_passed = control_passed || run.control_passed;
        for (const auto& result : run.tests) {
            const auto at =
                std::find_if(left_.begin(), left_.end(), [&](const slot& one) {
                    return one.test->sentence == result.sentence;
                });
            if (at == left_.end())
                continue;
            write(result, *at->into);
            if (result.starved && !what_.patient)
                starved_.push_back(*at);
            left_.erase(at);
        }
        if (!run.good() && !run.tests.empty())
            last_words_ = shown_text(run.tests.back().text);
        if (left_.empty())
            look_at_end(run);
    }

    /// A run in which no test failed, and which did not end well, has a last one for
    /// that.
    void look_at_end(const test_run& run) {
        if (run.good() || run.count(mark::failed) != 1)
            return;
        const test_result& last = run.tests.back();
        const auto& tests = what_.tests->tests;
        if (std::none_of(tests.begin(), tests.end(), [&](const expected_test& test) {
                return test.sentence == last.sentence;
            })) {
            judged_test end{last.sentence, name_of(*what_.tests), last.how, {}, {}, 1};
            write(last, end);
            bad_end = std::move(end);
        }
    }

    /// A wait is no work: what is left runs beside each other, so that a class does not
    /// stand still for the one answer that hangs in every test.
    void go_on_in_parts() {
        const std::size_t count = std::min<std::size_t>(left_.size(), most_parts);
        std::vector<series> parts;
        for (std::size_t i = 0; i < count; ++i) {
            parts.emplace_back(shop_, which_, what_, every(left_, count, i));
            parts.back().hangs_ = hangs_;
            parts.back().last_words_ = last_words_;
        }
        left_.clear();
        look_again();
        run_beside_each_other(parts);
        for (series& part : parts)
            add(std::move(part));
    }

    void add(series&& part) {
        if (!bad_end)
            bad_end = std::move(part.bad_end);
        printed += part.printed;
        control_passed = control_passed || part.control_passed;
        if (trouble.empty())
            trouble = std::move(part.trouble);
    }

    /// What failed late may have failed for the machine's other work. It has more
    /// time now; what fails again keeps its first words.
    void look_again() {
        judge_run wide = what_;
        wide.processor_limit = what_.limit; // all that a quiet machine would have given
        wide.patient = true;
        for (int i = 0; i < most_hangs && !starved_.empty() && trouble.empty(); ++i) {
            const auto run = believed(run_once(shop_, which_, wide, tests_of(starved_)));
            const std::size_t had = starved_.size();
            std::erase_if(starved_, [&](const slot& one) {
                for (const auto& result : run.tests)
                    if (result.sentence == one.test->sentence) {
                        if (result.how != mark::failed)
                            write(result, *one.into);
                        return true;
                    }
                return false;
            });
            if (starved_.size() == had)
                break;
            if (starved_.empty())
                look_at_end(run);
        }
    }

    const workshop& shop_;
    const lesson& which_;
    judge_run what_;
    std::vector<slot> left_, starved_;
    int hangs_ = 0;
    std::vector<std::string> last_words_;
};

void run_beside_each_other(std::vector<series>& parts) {
    each_in_parallel(parts.size(), parts.size(), [&](std::size_t i) { parts[i].run(); });
}

} // namespace

judged_by_one run_judge(const workshop& shop, const lesson& which,
                        const judge_run& what) {
    judged_by_one made;
    auto& all = made.tests;
    std::vector<slot> slots;
    for (const auto& test : what.tests->tests)
        all.push_back({test.sentence, name_of(*what.tests), mark::failed, {}, {}, 0});
    for (std::size_t i = 0; i < all.size(); ++i)
        slots.push_back({&what.tests->tests[i], &all[i]});
    // Tests of programs wait much: a few at a time. Each run has its own network.
    const bool waits = what.tests->how == judge::kind::program && shop.jailed();
    const std::size_t count = waits ? std::clamp<std::size_t>(slots.size() / 4, 1, 8) : 1;
    std::vector<series> parts;
    for (std::size_t i = 0; i < count; ++i) {
        judge_run part = what;
        parts.emplace_back(shop, which, std::move(part), every(slots, count, i));
        parts.back().may_split = shop.jailed();
    }
    run_beside_each_other(parts);
    const bool all_good = std::none_of(all.begin(), all.end(), [](const auto& test) {
        return test.how == mark::failed;
    });
    for (series& part : parts) {
        if (all_good && part.bad_end && all.size() == slots.size())
            all.push_back(*part.bad_end);
        made.printed += part.printed;
        made.control_passed = made.control_passed || part.control_passed;
        if (made.trouble.empty())
            made.trouble = std::move(part.trouble);
    }
    return made;
}

} // namespace kit::grading
