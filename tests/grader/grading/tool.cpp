#include "tool.hpp"

#include <algorithm>
#include <chrono>

#include "../text/mishaps.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

constexpr std::size_t most_said = 8u << 20;
constexpr std::size_t most_errors = 64u << 10;

/// The command that a test wants instead of a tool.
os::command in_place_of(const os::command& words, mishap how) {
    switch (how) {
    case mishap::none:
        break;
    case mishap::killed:
        return {"sh", "-c", "kill -KILL $$"};
    case mishap::cannot_start:
        return {"no-such-program-anywhere"};
    case mishap::no_room:
        return {"sh", "-c",
                "echo '" + words.front() + ": No space left on device' >&2; exit 1"};
    case mishap::no_memory:
        return {"sh", "-c",
                "echo '" + words.front() +
                    ": out of memory allocating 64 bytes' >&2; "
                    "exit 1"};
    case mishap::stalls:
        return {"sleep", "1000"};
    }
    return words;
}

constexpr std::chrono::milliseconds stalled_for{50}; // a test need not wait for longer

std::string name_of(const os::command& words) {
    return fs::path(words.front()).filename().string();
}

/// How one command ended that is not part of another.
os::end_of_one end_of_single(const os::exit_status& end) {
    using how = os::end_of_one::how;
    if (end.exited_with(0))
        return {how::good, 1};
    return {end.kind == os::exit_status::how::exited ? how::failed : how::crashed, 0};
}

/// `commands`: of which the words are made, to be told how they ended.
void run_one(const os::command& words, const std::vector<os::command>& commands,
             const os::confinement& limits, os::deadline until, confined_answer& into) {
    os::spawn_options options;
    options.error = os::stream::pipe;
    auto tool = os::spawn_confined(words.front(), {words.begin() + 1, words.end()},
                                   limits, options);
    if (!tool.started()) {
        into.end = {blame::machine, "the jail for " + name_of(commands.front()) +
                                        " could not be started: " + tool.why_not()};
        return;
    }
    tool.keep_at_most(most_errors, os::source::error); // while the others are read
    auto said = tool.read_until_end(until, most_said);
    auto errors = tool.read_until_end(until, most_errors, os::source::error);
    const auto end = tool.wait(until);
    into.said += said.text;
    into.errors += errors.text;
    into.whole = into.whole && said.cut == 0;
    into.in_time = end.ended();
    if (!into.in_time) {
        into.end = {blame::unclear, name_of(commands.front()) + " was stopped: it had " +
                                        "not come to its end in its time"};
        return;
    }
    const bool alone = &words == commands.data();
    const auto how = alone ? end_of_single(end) : os::read_end(end, commands.size());
    into.done += how.at;
    into.end = ending_of(how, name_of(commands[std::min(how.at, commands.size() - 1)]),
                         errors.text, limits.folder);
    using kind = os::end_of_one::how;
    if (how.kind == kind::unknown || how.kind == kind::no_start)
        into.end.what += ": " + os::in_words(end) + "; " +
                         errors.text.substr(0, errors.text.find('\n'));
}

} // namespace

tool_answer run_tool(const std::vector<std::string>& asked, const fs::path& folder) {
    const auto arranged = next_mishap(step::tool);
    const auto words = in_place_of(asked, arranged);
    os::spawn_options options;
    options.folder = folder;
    auto tool =
        os::child::spawn(words.front(), {words.begin() + 1, words.end()}, options);
    if (!tool.started())
        return {words.front() + ": " + tool.why_not(), false};
    const auto until = os::in(arranged == mishap::stalls
                                  ? stalled_for
                                  : std::chrono::milliseconds(std::chrono::minutes(2)));
    auto output = tool.read_until_end(until, most_said);
    return {std::move(output.text), tool.wait(until).exited_with(0)};
}

confined_answer run_confined(const std::vector<os::command>& asked,
                             const os::confinement& limits, os::deadline until) {
    auto commands = asked;
    for (auto& words : commands) {
        const auto arranged = next_mishap(step::tool);
        words = in_place_of(words, arranged);
        if (arranged == mishap::stalls)
            until = std::min(until, os::in(stalled_for));
    }
    confined_answer made;
    made.whole = true;
    if (const auto all = os::as_one(commands)) {
        run_one(*all, commands, limits, until, made);
        return made;
    }
    for (const auto& each : commands) {
        const std::vector<os::command> only{each};
        run_one(only.front(), only, limits, until, made);
        if (!made.end.good() || !made.in_time)
            break;
    }
    return made;
}

os::child start_tests(const fs::path& program, const std::vector<std::string>& arguments,
                      const os::confinement& limits, const os::spawn_options& options,
                      os::deadline& until) {
    const auto arranged = next_mishap(step::tool);
    if (arranged == mishap::stalls)
        until = os::in(stalled_for);
    if (arranged == mishap::none)
        return os::spawn_confined(program, arguments, limits, options);
    const auto words = in_place_of({program.string()}, arranged);
    return os::spawn_confined(words.front(), {words.begin() + 1, words.end()}, limits,
                              options);
}

} // namespace kit::grading
