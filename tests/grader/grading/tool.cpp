#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

constexpr std::size_t most_said = 8u << 20;
constexpr std::size_t most_errors = 64u << 10;

os::exit_status run_one(const os::command& words, const os::confinement& limits,
                        os::deadline until, confined_answer& into) {
    os::spawn_options options;
    options.error = os::stream::pipe;
    auto tool = os::spawn_confined(words.front(), {words.begin() + 1, words.end()},
                                   limits, options);
    if (!tool.started()) {
        into.errors += words.front() + ": " + tool.why_not() + "\n";
        return {};
    }
    auto said = tool.read_until_end(until, most_said);
    auto errors = tool.read_until_end(until, most_errors, os::source::error);
    const auto end = tool.wait(until);
    into.said += said.text;
    into.errors += errors.text;
    into.whole = into.whole && said.cut == 0;
    into.in_time = end.ended();
    return end;
}

} // namespace

tool_answer run_tool(const std::vector<std::string>& words, const fs::path& folder) {
    os::spawn_options options;
    options.folder = folder;
    auto tool =
        os::child::spawn(words.front(), {words.begin() + 1, words.end()}, options);
    if (!tool.started())
        return {words.front() + ": " + tool.why_not(), false};
    const auto until = os::in(std::chrono::minutes(2));
    auto output = tool.read_until_end(until);
    return {std::move(output.text), tool.wait(until).exited_with(0)};
}

confined_answer run_confined(const std::vector<os::command>& commands,
                             const os::confinement& limits, os::deadline until) {
    confined_answer made;
    made.whole = true;
    if (const auto all = os::as_one(commands)) {
        const auto end = run_one(*all, limits, until, made);
        const bool one_failed =
            end.kind == os::exit_status::how::exited && end.value >= os::first_failure;
        made.done = end.exited_with(0) ? commands.size()
                    : one_failed ? static_cast<std::size_t>(end.value - os::first_failure)
                                 : 0;
        return made;
    }
    for (const auto& each : commands) {
        if (!run_one(each, limits, until, made).exited_with(0))
            break;
        ++made.done;
    }
    return made;
}

} // namespace kit::grading
