// Inside grader_os: the processes that live, where a signal handler can find them.
#pragma once

#include <sys/types.h>

namespace grader::os {

/// Remembers what to hand to kill(2): a process, or a group as a negative number.
/// Returns a ticket for forget(); -1 where the table is full.
int remember(pid_t target) noexcept;
void forget(int ticket) noexcept;

} // namespace grader::os
