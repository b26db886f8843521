// Inside grader_os: the processes that live, where a signal handler can find them.
#pragma once

#include <sys/types.h>

namespace grader::os {

/// Remembers what to hand to kill(2): a process, or a group as a negative number, and
/// whether an interrupt asks it to end first. Returns a ticket for forget(); -1 where the
/// table is full.
int remember(pid_t target, bool ask_to_end) noexcept;
void forget(int ticket) noexcept;

} // namespace grader::os
