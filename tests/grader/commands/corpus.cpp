// kit dev corpus: the tests of the tests. Every wrong submission must be rejected, with
// the words that its expect.txt asks for; every right one must be accepted.
#include "corpus.hpp"

#include <algorithm>
#include <mutex>
#include <optional>

#include "../commands.hpp"
#include "../parallel.hpp"
#include "../screen.hpp"
#include "../test_run.hpp"

namespace kit {
namespace {

using mark = test_result::mark;

struct submission {
    std::string name; ///< "06-short-send-ignored"
    bool wrong = false;
    const lesson* which = nullptr;
    std::vector<std::string> messages; ///< wrong: parts, one of which its failure says
    std::string systems; ///< "all", or the only kind of system that can show the bug
};

std::vector<submission> find_all(const project& where, const std::string& prefix) {
    std::vector<submission> found;
    for (const bool wrong : {true, false}) {
        const fs::path folder =
            where.root() / "tests" / "submissions" / (wrong ? "wrong" : "right");
        for (const auto& entry : fs::directory_iterator(folder)) {
            submission one;
            one.name = entry.path().filename().string();
            one.wrong = wrong;
            one.which = where.lesson_of(one.name.substr(0, 2));
            const auto text = read_file(entry.path() / "expect.txt").value_or("");
            one.messages = values_of(text, "message");
            if (const auto systems = values_of(text, "systems"); !systems.empty())
                one.systems = systems.front();
            if (one.which != nullptr && one.name.starts_with(prefix))
                found.push_back(std::move(one));
        }
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return found;
}

/// Whether this machine's kind of system is the one that can show the bug.
bool can_be_shown(const submission& one) {
    const bool here_is_windows = grader::os::system_name() == "windows";
    return one.systems.empty() || one.systems == "all" ||
           (one.systems == "windows") == here_is_windows;
}

/// All failures of a submission, as text; nothing where its tests pass.
std::optional<std::string> failures(const project& where, const fs::path& bin,
                                    const submission& one) {
    const std::string suffix(grader::os::program_suffix());
    run_settings settings;
    // The limit is for what hangs; that a program which transfers much is slow on a busy
    // machine is no reason to reject it.
    const bool programs_only = !one.which->has_contract;
    settings.limit_each = std::chrono::seconds(!one.wrong ? 30 : programs_only ? 10 : 2);
    settings.to_first_failure = one.wrong && programs_only;
    const fs::path folder = bin / (one.wrong ? "wrong" : "right") / one.name;
    std::vector<test_run> runs;
    if (one.which->has_contract)
        runs.push_back(
            run_tests(where, *one.which, folder / ("contract" + suffix), settings));
    if (!one.wrong || programs_only) {
        settings.programs = folder;
        runs.push_back(run_tests(
            where, *one.which, bin / "tests" / ("program-" + one.which->number + suffix),
            settings));
    }
    bool good = true;
    std::string text;
    for (const auto& run : runs) {
        good = good && run.good();
        for (const auto& test : run.tests)
            for (const auto& line : test.text)
                text += line + "\n";
    }
    return good ? std::nullopt : std::optional(text);
}

/// What is not as it should be; nothing where all is.
std::optional<std::string> complaint(const submission& one,
                                     const std::optional<std::string>& failed) {
    if (!one.wrong)
        return failed ? std::optional("right/" + one.name + " is rejected:\n" + *failed)
                      : std::nullopt;
    if (!failed)
        return "wrong/" + one.name + " is accepted";
    if (one.messages.empty())
        return "wrong/" + one.name + ": its expect.txt asks for no message";
    const std::string said = unwrapped(*failed);
    for (const auto& message : one.messages)
        if (said.find(unwrapped(message)) != std::string::npos)
            return std::nullopt;
    return "wrong/" + one.name + " is rejected, but nothing says \"" +
           one.messages.front() + "\":\n" + *failed;
}

struct tally {
    std::size_t wrong = 0, killed = 0, right = 0, accepted = 0, not_here = 0;
};

} // namespace

std::vector<std::string> values_of(const std::string& text, const std::string& key) {
    std::vector<std::string> found;
    for (const auto& line : lines_of(text))
        if (line.starts_with(key + ": "))
            found.push_back(line.substr(key.size() + 2));
    return found;
}

std::string unwrapped(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    return out;
}

int judge_corpus(const project& where, const fs::path& build, const std::string& prefix) {
    const auto all = find_all(where, prefix);
    tally sum;
    std::mutex mutex;
    // Three for each processor: much of the time is waiting for what hangs.
    each_in_parallel(all.size(), 3 * processors(), [&](std::size_t i) {
        const submission& one = all[i];
        const bool shown = can_be_shown(one);
        const auto wrong =
            shown ? complaint(one, failures(where, build / "bin", one)) : std::nullopt;
        const std::lock_guard lock(mutex);
        if (!shown) {
            ++sum.not_here;
            return;
        }
        ++(one.wrong ? sum.wrong : sum.right);
        if (!wrong)
            ++(one.wrong ? sum.killed : sum.accepted);
        else
            say(*wrong);
        say_for_now(std::to_string(i + 1) + " of " + std::to_string(all.size()));
    });
    forget_for_now();
    if (sum.not_here != 0)
        say("note: " + std::to_string(sum.not_here) +
            " show their bug on another system only");
    say("killed " + std::to_string(sum.killed) + " of " + std::to_string(sum.wrong) +
        ", accepted " + std::to_string(sum.accepted) + " of " +
        std::to_string(sum.right));
    const bool good = sum.killed == sum.wrong && sum.accepted == sum.right &&
                      sum.wrong + sum.right != 0;
    return good ? status_good : status_failed;
}

} // namespace kit
