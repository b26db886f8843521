// kit dev: for those who write lessons.
#include <algorithm>

#include "../build.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "../test_run.hpp"
#include "../tools.hpp"
#include "corpus.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

using mark = test_result::mark;

fs::path starters_file(const project& where) {
    return where.root() / starters_list;
}

int write_starters(const project& where) {
    const std::string text = describe_starters(where);
    if (!write_file(starters_file(where), text)) {
        complain("cannot write " + where.relative(starters_file(where)));
        return status_failed;
    }
    starters(where).keep_copies(where);
    say(where.relative(starters_file(where)) + ": " +
        counted(lines_of(text).size() - 2, "file"));
    return status_good;
}

struct tally {
    std::size_t passed = 0, failed = 0, not_run = 0;
    bool good = true;
};

tally judge(const project& where, const fs::path& bin, const lesson& which,
            const std::string& kind) {
    const std::string suffix(grader::os::program_suffix());
    run_settings settings;
    const bool starter = kind == "starter";
    settings.limit_each = std::chrono::seconds(starter ? 2 : 10);
    std::vector<test_run> runs;
    const fs::path folder = bin / kind / which.number;
    if (which.has_contract)
        runs.push_back(run_tests(where, which, folder / ("contract" + suffix), settings));
    // A starter that fails there has failed; its program would only wait in vain.
    settings.programs = folder;
    if (!which.has_contract || !starter)
        runs.push_back(run_tests(where, which,
                                 bin / "tests" / ("program-" + which.number + suffix),
                                 settings));
    tally sum;
    for (const auto& run : runs) {
        sum.passed += run.count(mark::passed);
        sum.failed += run.count(mark::failed);
        sum.not_run += run.not_run;
        sum.good = sum.good && run.good();
    }
    return sum;
}

/// Says how one answer did; whether that is what it should do.
bool say_tally(const lesson& which, const std::string& kind, bool should_pass,
               const tally& found) {
    const bool right = found.good == should_pass;
    say((right ? paint("  ok    ", tone::good) : paint("  FAIL  ", tone::bad)) +
        which.title() + ": the " + kind + " " + (found.good ? "passes" : "fails") + " (" +
        std::to_string(found.passed) + " passed, " + std::to_string(found.failed) +
        " failed" +
        (found.not_run > 0 ? ", " + std::to_string(found.not_run) + " not run" : "") +
        ")");
    return right;
}

/// Builds in build/default, unless the call names a folder where all is built.
bool ready(const project& where, const arguments& words,
           const std::vector<std::string>& targets) {
    if (words.size() > 1)
        return true;
    const auto built = build(where, "default", targets);
    if (!built.good)
        say(built.output);
    return built.good;
}

fs::path build_folder(const project& where, const arguments& words) {
    return words.size() > 1 ? fs::absolute(words[1]) : where.build_folder("default");
}

int check_lessons(const project& where, const arguments& words) {
    // With BUILD this is one of the tests, which a student with answers runs too: there,
    // a changed starter is no mistake, and is not judged.
    const bool strict = words.size() == 1;
    const starters given(where);
    bool good = !strict ||
                read_file(starters_file(where)).value_or("") == describe_starters(where);
    if (!good)
        say("tests/lessons/starters.txt is not how the lessons are: ./kit dev starters");
    const fs::path bin = build_folder(where, words) / "bin";
    for (const lesson& each : where.lessons()) {
        if (!ready(where, words,
                   {"starter-" + each.number, "reference-" + each.number})) {
            good = false;
            continue;
        }
        if (strict || given.of(each).empty() || given.untouched(where, each))
            good &= say_tally(each, "starter", false, judge(where, bin, each, "starter"));
        else
            say("  --    " + each.title() +
                ": the starter was changed, so it is not judged");
        if (strict) // else the lessons' own tests have judged it
            good &=
                say_tally(each, "reference", true, judge(where, bin, each, "reference"));
    }
    say(good ? strict ? "Every starter fails, every reference passes."
                      : "Every starter fails."
             : paint("Something is not as it should be.", tone::bad));
    return good ? status_good : status_failed;
}

/// The programs that tests can do without, for a machine that hides them: a line for each
/// tool. Not those that the build itself is made with.
int list_tools() {
    for (const tool& each : all_tools())
        if ((each.uses & (to_look | to_test | to_grade)) != 0 &&
            each.name != "binutils" &&
            each.found_by.find(' ') == std::string_view::npos) {
            std::string programs(each.found_by);
            std::replace(programs.begin(), programs.end(), '|', ' ');
            say(std::string(each.name) + ": " + programs);
        }
    return status_good;
}

} // namespace

int run_dev(const project& where, const arguments& args) {
    const call asked("dev", args, {});
    if (asked.bad())
        return status_wrong_call;
    const arguments& words = asked.rest();
    const std::string what = words.empty() ? "" : words.front();
    if (what == "starters" && words.size() == 1)
        return write_starters(where);
    if (what == "tools" && words.size() == 1)
        return list_tools();
    if (what == "check" && words.size() <= 2)
        return check_lessons(where, words);
    if (what == "corpus" && words.size() <= 3)
        return ready(where, words, {"corpus"})
                   ? judge_corpus(where, build_folder(where, words),
                                  words.size() > 2 ? words[2] : "")
                   : status_failed;
    complain("What kit dev has: ./kit dev --help");
    return status_wrong_call;
}

} // namespace kit
