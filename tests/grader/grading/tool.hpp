// A tool of ours (a compiler, nm, cmake -E), run to its end outside of any jail.
#pragma once

#include <string>
#include <vector>

#include "../files.hpp"
#include "os/process.hpp"

namespace kit::grading {

struct tool_answer {
    std::string said; ///< on both of its streams; where it did not start, why
    bool good = false;
};

/// `words`: the program and its arguments. It has two minutes.
[[nodiscard]] inline tool_answer run_tool(const std::vector<std::string>& words,
                                          const fs::path& folder = {}) {
    namespace os = grader::os;
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

} // namespace kit::grading
