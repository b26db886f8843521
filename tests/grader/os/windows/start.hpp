// Inside grader_os: a new process in a job of its own, with nothing inherited by
// accident.
#pragma once

#include "../process.hpp"
#include "api.hpp"

namespace grader::os {

/// A pipe with two unlike ends: ours is overlapped, so that a wait can have a deadline;
/// the other is an ordinary synchronous one that a new process may inherit.
struct pipe_ends {
    owned ours;
    owned its;
};
[[nodiscard]] bool make_pipe(bool we_write, pipe_ends& ends) noexcept;

/// What the new process has as its standard streams; null: none. All of them can be
/// inherited.
struct child_streams {
    HANDLE input = nullptr, output = nullptr, error = nullptr;
};

/// The process and the job that holds it (and its children, where it has a group of its
/// own). Closing the job ends everything in it: so it is when we are killed, too.
struct started {
    owned process;
    owned job;
    DWORD id = 0;
};

/// Starts the program. 0, or the system's error code that says why not.
[[nodiscard]] DWORD start_program(const std::filesystem::path& program,
                                  const std::vector<std::string>& arguments,
                                  const spawn_options& options,
                                  const child_streams& streams, started& made);

} // namespace grader::os
