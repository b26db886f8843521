// Inside grader_os: another user for a new process.
#pragma once

#include <vector>

#include <sys/types.h>

namespace grader::os {

/// A user as a process has it.
struct user {
    uid_t id = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
};

/// Whom start_children_as_caller_of_sudo() has chosen; nullptr: nobody.
[[nodiscard]] const user* user_for_children() noexcept;

/// Makes this process that user's, for good. Async-signal-safe.
[[nodiscard]] bool become_user(const user& who) noexcept;

} // namespace grader::os
