// Inside grader_os: fork and exec, with nothing inherited by accident.
#pragma once

#include "../process.hpp"

#include <sys/types.h>

namespace grader::os {

/// A pipe; both ends close themselves on exec and are above the standard streams.
struct pipe_ends {
    int read = -1;
    int write = -1;
};
[[nodiscard]] bool make_pipe(pipe_ends& ends) noexcept;
void close_fd(int& fd) noexcept;

/// What the new process has as its standard streams; -1: as this process has it.
struct child_streams {
    int input = -1, output = -1, error = -1;
    bool merge_error = false;
};

/// Starts the program. Returns its id, or -1 with errno set, also where exec failed.
[[nodiscard]] pid_t start_program(const std::filesystem::path& program,
                                  const std::vector<std::string>& arguments,
                                  const spawn_options& options,
                                  const child_streams& streams, int& ticket);

} // namespace grader::os
