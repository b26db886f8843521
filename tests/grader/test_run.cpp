#include "test_run.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <system_error>

#include "screen.hpp"

namespace kit {
namespace {

namespace os = grader::os;
using mark = test_result::mark;

/// The events of a report, one line each; see test_run.hpp's reader for their words.
struct reader {
    test_run run;
    std::size_t planned = 0;
    bool open = false; // a test has begun and not ended

    void take(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string event = line.substr(0, space);
        const std::string rest =
            space == std::string::npos ? std::string() : line.substr(space + 1);
        if (event == "plan") {
            planned = std::strtoul(rest.c_str(), nullptr, 10);
        } else if (event == "begin") {
            run.tests.push_back({rest, mark::failed, false, false, {}, {}});
            open = true;
        } else if (event == "done") {
            run.ended = true;
        } else if (event == "control") {
            run.control = rest == "passed"   ? test_run::word::passed
                          : rest == "failed" ? test_run::word::failed
                                             : test_run::word::asked;
        } else if (event == "order") {
            run.order = std::strtoul(rest.c_str(), nullptr, 10);
        } else if (!run.tests.empty()) {
            take_result(event, rest);
        }
    }

  private:
    void take_result(const std::string& event, const std::string& rest) {
        test_result& test = run.tests.back();
        if (event == "text") {
            test.text.push_back(rest);
            return;
        }
        if (event == "starved") {
            test.starved = true;
            return;
        }
        if (event == "killed") {
            test.killed = true;
            return;
        }
        if (!open) // the first word about a test counts
            return;
        if (event == "pass")
            test.how = mark::passed;
        else if (event == "skip")
            test.how = mark::skipped;
        else if (event != "fail")
            return;
        if (event == "skip")
            test.reason = rest;
        open = false;
    }
};

/// A failure that the test program could not tell itself.
std::vector<std::string> told_for_it(const std::string& title,
                                     const std::string& sentence,
                                     const std::string& expected,
                                     const std::string& happened) {
    std::vector<std::string> text;
    const auto add = [&](const std::string& first, const std::string& words) {
        std::string before = first;
        for (const auto& line : wrap(words, columns - first.size())) {
            text.push_back(before + line);
            before.assign(first.size(), ' ');
        }
    };
    add("FAILED  ", title + ": " + sentence);
    text.emplace_back();
    add("  expected   ", expected);
    add("  happened   ", happened);
    text.emplace_back();
    add("  ", "Only what returns to its caller can be judged. exit(), abort() and the "
              "like end the test program with it.");
    return text;
}

std::string early_end(const os::exit_status& end) {
    if (end.kind == os::exit_status::how::exited)
        return "your code ended the whole program, with exit status " +
               std::to_string(end.value) + ", before the test was over";
    if (end.kind == os::exit_status::how::timed_out)
        return "the test program still ran after its time; it was ended";
    return "the test program " + os::in_words(end);
}

std::string read_printed(os::child& tests, os::deadline until, test_run& run) {
    constexpr std::size_t kept = 16u << 10;
    auto output = tests.read_until_end(until, kept);
    run.printed_cut = output.cut;
    return std::move(output.text);
}

/// When the programs of a run were written: another build may replace them meanwhile.
std::map<fs::path, fs::file_time_type> written(const fs::path& binary,
                                               const fs::path& programs) {
    std::map<fs::path, fs::file_time_type> all;
    std::error_code error;
    all[binary] = fs::last_write_time(binary, error);
    if (!programs.empty())
        for (const auto& entry : fs::directory_iterator(programs, error))
            all[entry.path()] = entry.last_write_time(error);
    return all;
}

/// Why a run that is over says nothing about the code; empty: it does.
std::string why_broken(const project& where, const fs::path& report,
                       const os::exit_status& end, bool replaced, bool good) {
    if (os::ended_by_others(end))
        return "the test program " + os::in_words(end) +
               ": by you, by another program, or by the system when memory ran out";
    if (replaced)
        return "the programs were built anew while they were tested: does an IDE build "
               "whenever you save?";
    // A report that ends early may have had no room.
    if (!good && !write_file(report, std::string(4096, '\n')))
        return "nothing can be written to " + where.relative(report.parent_path()) +
               "/: is the disk full?";
    return {};
}

} // namespace

std::size_t test_run::count(test_result::mark how) const {
    return static_cast<std::size_t>(
        std::count_if(tests.begin(), tests.end(),
                      [&](const test_result& test) { return test.how == how; }));
}

bool test_run::good() const {
    return broken.empty() && !tests.empty() && not_run == 0 && count(mark::failed) == 0;
}

test_run read_report(const std::string& text, const std::string& title,
                     const os::exit_status& end) {
    reader events;
    for (const auto& line : lines_of(text))
        events.take(line);
    test_run& run = events.run;
    const std::size_t begun = run.tests.size();
    run.not_run = events.planned > begun ? events.planned - begun : 0;
    if (events.open) {
        test_result& test = run.tests.back();
        test.text = told_for_it(title, test.sentence, "the test comes to its end",
                                early_end(end));
    }
    // With kit check's own words: the last failure is why they did not run.
    if (run.not_run > 0 && !run.ended && !run.tests.empty() &&
        run.tests.back().how == mark::failed) {
        run.tests.back().text.emplace_back();
        for (const auto& line :
             wrap("The test program ended there, so the tests after it did not run: " +
                      std::to_string(run.not_run) + " of them.",
                  columns - 2))
            run.tests.back().text.push_back("  " + line);
    } else if (run.count(mark::failed) == 0 && !(run.ended && end.exited_with(0))) {
        const std::string sentence = "the test program comes to its end";
        run.tests.push_back({sentence, mark::failed, false, false, {}, {}});
        run.tests.back().text = told_for_it(
            title, sentence, "it ends by itself, after its last test", early_end(end));
    }
    return run;
}

test_run run_tests(const project& where, const lesson& which, const fs::path& binary,
                   const run_settings& settings) {
    static std::atomic<unsigned> runs = 0; // several threads may run tests at once
    const fs::path file = where.own_folder() / "tmp" /
                          ("report-" + std::to_string(os::own_id()) + "-" +
                           std::to_string(++runs) + ".txt");
    std::error_code error;
    test_run run;
    if (!write_file(file, {}))
        run.broken = "nothing can be written to " + where.relative(file.parent_path()) +
                     "/: it is read-only, belongs to another user, or the disk is full";

    os::spawn_options options;
    options.folder = where.root();
    options.environment = {
        {"FIRST_BYTE_REPORT", file.string()},
        {"FIRST_BYTE_DEADLINE_MS", std::to_string(settings.limit_each.count())},
    };
    if (!settings.programs.empty())
        options.environment.emplace_back("FIRST_BYTE_PROGRAMS",
                                         settings.programs.string());
    std::vector<std::string> arguments;
    if (settings.to_first_failure)
        arguments.emplace_back("--gtest_fail_fast");
    const auto before = written(binary, settings.programs);
    auto tests = os::child::spawn(binary, arguments, options);
    if (!tests.started()) {
        if (run.broken.empty())
            run.broken = where.relative(binary) + " could not be started (" +
                         tests.why_not() +
                         "): does something else build here, an IDE that builds "
                         "whenever you save?";
        run.tests.push_back(
            {"the test program starts", mark::failed, false, false, {}, {}});
        run.tests.back().text =
            told_for_it(which.title(), "the test program starts", "it starts",
                        where.relative(binary) + ": " + tests.why_not());
        return run;
    }
    // Each test has its own watchdog; this one is for a program that lost it.
    const auto until = os::in(settings.limit_each * 20 + std::chrono::seconds(30));
    test_run output;
    const std::string printed = read_printed(tests, until, output);
    auto end = tests.wait(until);
    if (!end.ended())
        tests.kill();
    const std::string broken = run.broken;
    run = read_report(read_file(file).value_or(""), which.title(), end);
    run.broken = broken.empty() ? why_broken(where, file, end,
                                             before != written(binary, settings.programs),
                                             run.good())
                                : broken;
    run.printed = printed;
    run.printed_cut = output.printed_cut;
    fs::remove(file, error);
    return run;
}

} // namespace kit
