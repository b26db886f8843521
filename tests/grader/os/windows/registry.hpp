// Inside grader_os: the processes that live, where an interrupt can find them.
#pragma once

#include "api.hpp"

namespace grader::os {

/// What a process has as its exit status when it was ended from here. No program ends
/// with it by itself: bit 29 marks a code that is not Microsoft's.
inline constexpr DWORD killed_status = 0xE0464201;

/// Remembers a job object, with which a process and its children can be ended.
/// Returns a ticket for forget(); -1 where the table is full.
int remember(HANDLE job) noexcept;
void forget(int ticket) noexcept;

} // namespace grader::os
