// Tools that we start (a compiler, nm, cmake -E), run to their end.
#pragma once

#include <string>
#include <vector>

#include "../text/files.hpp"
#include "blame.hpp"
#include "os/jail.hpp"
#include "os/process.hpp"

namespace kit::grading {

struct tool_answer {
    std::string said; ///< on both of its streams; where it did not start, why
    bool good = false;
};

/// A tool that reads nothing but what is ours, or only counts its bytes (sha256sum):
/// outside of any jail. `words`: the program and its arguments. It has two minutes.
[[nodiscard]] tool_answer run_tool(const std::vector<std::string>& words,
                                   const fs::path& folder = {});

struct confined_answer {
    std::string said;     ///< on standard output
    std::string errors;   ///< on the error output
    std::size_t done = 0; ///< how many commands came to a good end
    bool whole = false;   ///< all that was said on standard output is here
    bool in_time = true;
    ending end; ///< of the first that came to no good one
};

/// Tools that parse what a stranger made: confined, one after the other up to the first
/// that fails, in one jail where the system allows it.
[[nodiscard]] confined_answer
run_confined(const std::vector<grader::os::command>& commands,
             const grader::os::confinement& limits, grader::os::deadline until);

/// Starts a program of tests in a jail of its own. Every tool and every such program is
/// started in this file. `until`: its end; sooner where a test wants to see it pass.
[[nodiscard]] grader::os::child start_tests(const fs::path& program,
                                            const std::vector<std::string>& arguments,
                                            const grader::os::confinement& limits,
                                            const grader::os::spawn_options& options,
                                            grader::os::deadline& until);

} // namespace kit::grading
