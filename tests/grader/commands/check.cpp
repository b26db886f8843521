// kit check: builds one lesson, runs its tests, and says what they found.
#include <algorithm>

#include "../build.hpp"
#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../grading/assembly.hpp"
#include "../lesson_files.hpp"
#include "../rule.hpp"
#include "../screen.hpp"
#include "../test_run.hpp"

namespace kit {
namespace {

using mark = test_result::mark;

/// Of those that do no harm to this lesson; the others are told as its faults.
void warn_of_changed_files(std::vector<std::string> changed,
                           const std::vector<std::string>& faults) {
    std::erase_if(changed, [&](const std::string& path) {
        return std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) {
            return fault.starts_with(path);
        });
    });
    for (const auto& path : changed)
        say_wrapped(path + " is not as it was given. The tests are written for the file "
                           "that was given: what they say now may mislead.",
                    "note: ", tone::bad);
    if (!changed.empty())
        say_wrapped("./kit reset --given puts such files back and keeps a backup.",
                    "      ");
}

void say_test(const test_result& test) {
    switch (test.how) {
    case mark::passed:
        say_wrapped(test.sentence, paint("  ok    ", tone::good));
        return;
    case mark::skipped:
        say_wrapped(test.sentence + " (skipped: " + test.reason + ")",
                    paint("  --    ", tone::faint));
        return;
    case mark::failed:
        say_wrapped(test.sentence, paint("  FAIL  ", tone::bad));
        return;
    }
}

void say_failure(const test_result& test) {
    say();
    for (const auto& line : test.text)
        say(line.starts_with("FAILED") ? paint(line, tone::bad) : line);
}

void say_printed(const test_run& run) {
    if (run.printed.empty())
        return;
    constexpr std::size_t most_lines = 10;
    const auto lines = lines_of(run.printed);
    std::uint64_t cut = run.printed_cut;
    say();
    say(paint("What your code printed:", tone::faint));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // A line without an end is cut, too; what is no text is not the terminal's.
        std::string line = lines[i].substr(0, columns - 2);
        cut += lines[i].size() - line.size();
        std::replace_if(
            line.begin(), line.end(),
            [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
            '?');
        if (i < most_lines)
            say("| " + line);
        else
            cut += line.size() + 1;
    }
    if (cut > 0)
        say(paint("| ... and " + std::to_string(cut) + " bytes more (cut)", tone::faint));
}

/// Everything that the runs of a check found, put together.
struct outcome {
    std::vector<test_run> runs;
    bool programs_tried = true;

    [[nodiscard]] std::size_t count(mark how) const {
        std::size_t sum = 0;
        for (const auto& run : runs)
            sum += run.count(how);
        return sum;
    }
    /// Why nothing is known, though the runs are over; empty: something is.
    [[nodiscard]] std::string broken() const {
        for (const auto& run : runs)
            if (!run.broken.empty())
                return run.broken;
        return {};
    }
    [[nodiscard]] std::size_t not_run() const {
        std::size_t sum = 0;
        for (const auto& run : runs)
            sum += run.not_run;
        return sum;
    }
    [[nodiscard]] std::size_t total() const {
        return count(mark::passed) + count(mark::failed) + not_run();
    }
    [[nodiscard]] bool good() const {
        return programs_tried && count(mark::passed) > 0 &&
               std::all_of(runs.begin(), runs.end(),
                           [](const auto& run) { return run.good(); });
    }
};

outcome run_all(const project& where, const lesson& which,
                const check_settings& settings) {
    const fs::path bin = where.build_folder("student") / "bin";
    const fs::path folder = bin / (settings.own ? "own" : "student") / which.number;
    const std::string suffix(grader::os::program_suffix());
    outcome found;
    if (which.has_contract) {
        say_for_now("testing");
        found.runs.push_back(run_tests(where, which, folder / ("contract" + suffix), {}));
        // A program stands on these functions: until they are right, its failures tell
        // nothing new, and cost seconds of waiting.
        found.programs_tried = found.runs.back().good() || settings.all;
    }
    if (found.programs_tried) {
        run_settings judged;
        judged.programs = folder;
        say_for_now("testing the program");
        found.runs.push_back(run_tests(
            where, which, bin / "tests" / ("program-" + which.number + suffix), judged));
    }
    forget_for_now();
    return found;
}

void say_outcome(const outcome& found, const check_settings& settings) {
    std::size_t said = 0, unsaid = 0;
    for (const auto& run : found.runs)
        for (const auto& test : run.tests) {
            if (settings.one_screen && test.how != mark::failed)
                continue;
            if (settings.one_screen && said == 4) {
                ++unsaid;
                continue;
            }
            say_test(test);
            ++said;
        }
    if (unsaid > 0)
        say("        and " + std::to_string(unsaid) + " more");
    bool first = true;
    for (const auto& run : found.runs)
        for (const auto& test : run.tests)
            if (test.how == mark::failed && (first || settings.all)) {
                say_failure(test);
                say_printed(run);
                first = false;
            }
    say();
}

void say_verdict(const lesson& which, const outcome& found, bool may_be_graded,
                 const check_settings& settings) {
    const std::string what =
        which.title() + (settings.own ? ", on your own lessons" : "");
    const std::size_t passed = found.count(mark::passed);
    if (found.good() && !may_be_graded) {
        say(paint(what + ": " + counted(passed, "test") +
                      " passed, but it can't be graded like this: see above",
                  tone::bad));
        return;
    }
    if (found.good()) {
        const std::size_t skipped = found.count(mark::skipped);
        say(paint(what + ": passed, " + counted(passed, "test") +
                      (skipped > 0 ? ", " + std::to_string(skipped) + " skipped" : ""),
                  tone::good));
        return;
    }
    if (found.total() == 0) {
        say(paint(what + ": every test was skipped, so nothing is known", tone::bad));
        return;
    }
    std::string line = what + ": " + std::to_string(found.count(mark::failed)) +
                       " failed, " + std::to_string(passed) + " passed";
    if (found.not_run() > 0)
        line += ", " + std::to_string(found.not_run()) + " not run";
    say(paint(line, tone::bad));
    if (!found.programs_tried)
        say(paint("The program itself is tested when these pass.", tone::faint));
    if (found.count(mark::failed) > 1 && !settings.all)
        say(paint("Every failure in full: ./kit check " + which.typed +
                      (settings.own ? " --own" : "") + " --all",
                  tone::faint));
}

void remember(const project& where, const lesson& which, const check_settings& settings,
              const outcome* found, bool may_be_graded = true) {
    progress so_far(where);
    lesson_progress& entry = so_far.of(which);
    const bool good = found != nullptr && found->good();
    const std::string result = !good ? "failed" : may_be_graded ? "passed" : "refused";
    if (settings.own) {
        entry.own = result;
    } else {
        entry.check = result;
        entry.passed = found != nullptr ? found->count(mark::passed) : 0;
        entry.total = found != nullptr ? found->total() : entry.total;
    }
    if (!so_far.save())
        complain("note: your progress cannot be written to .first-byte/progress");
}

/// What the tools could not do is no verdict on the student: nothing is remembered.
int say_not_judged(const lesson& which, const std::string& why) {
    if (!why.empty())
        for (const auto& line : wrap(why, columns))
            complain(line);
    say(paint(which.title() + ": not judged: it wasn't your code that failed",
              tone::bad));
    return status_impossible;
}

/// Whether the files that the lesson began with are all there; says which is not.
bool files_are_there(const project& where, const lesson& which) {
    for (const auto& path : starters(where).of(which)) {
        std::error_code error;
        if (fs::exists(where.root() / path, error))
            continue;
        complain(path + " is missing.");
        complain("./kit reset " + std::to_string(std::stoi(which.number)) +
                 (is_given(path) ? " --given" : "") + " puts it back.");
        return false;
    }
    return true;
}

} // namespace

int check_lesson(const project& where, const lesson& which,
                 const check_settings& settings) {
    const auto changed = starters(where).changed_given(where);
    auto faults = files_that_do_not_count(where, which, changed);
    for (auto& text : grading::assembly_in(where.lesson_folder(which)))
        faults.push_back(std::move(text));
    warn_of_changed_files(changed, faults);
    for (const auto& text : files_not_compiled(where, which))
        say_wrapped(text, "note: ");
    const std::string target = (settings.own ? "own-" : "student-") + which.number;
    const std::size_t most = settings.all          ? std::string::npos
                             : settings.one_screen ? 14
                                                   : 40;
    if (!files_are_there(where, which)) {
        remember(where, which, settings, nullptr);
        return status_failed;
    }
    const build_lock ours(where, "student"); // nobody replaces what is tested
    const auto built = build_lesson(where, which, target, most);
    if (built.tools_failed)
        return say_not_judged(which, {});
    if (!built.good) {
        remember(where, which, settings, nullptr);
        say_faults(faults);
        say(paint(which.title() + ": does not compile, so no test has run", tone::bad));
        return status_failed;
    }
    question_of_names asked(where, which, target); // answered while the tests run
    const outcome found = run_all(where, which, settings);
    if (const auto why = found.broken(); !why.empty())
        return say_not_judged(which, "kit cannot test: " + why);
    asked.add_answer(faults);
    say_faults(faults);
    const bool may_be_graded = faults.empty();
    remember(where, which, settings, &found, may_be_graded);
    say_outcome(found, settings);
    say_verdict(which, found, may_be_graded, settings);
    return found.good() && may_be_graded ? status_good : status_failed;
}

int run_check(const project& where, const arguments& args) {
    // kit watch asks for one screen.
    const call asked("check", args, {"--own", "--all", "--one-screen"});
    const lesson* which = asked.bad() ? nullptr : asked.the_lesson(where);
    if (which == nullptr)
        return status_wrong_call;
    check_settings settings;
    settings.own = asked.has("--own");
    settings.all = asked.has("--all");
    settings.one_screen = asked.has("--one-screen");
    const int status = check_lesson(where, *which, settings);
    if (status != status_good || settings.one_screen)
        return status;
    progress so_far(where);
    if (const lesson* next = next_lesson(where, so_far))
        say(paint("Next: lessons/" + next->folder + "/README.md", tone::faint));
    return status_good;
}

} // namespace kit
