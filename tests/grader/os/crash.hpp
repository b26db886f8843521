// Last words of a program that crashes.
#pragma once

namespace grader::os {

/// From now on a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT; on Windows an
/// unhandled exception or abort) calls `print_last_words` once with the reason in words,
/// and the process then ends as it would have ended without this. The function runs on
/// a stack of its own, in a process that is broken: it should do little, and must not
/// wait for a lock. Where a sanitizer watches the program, nothing is installed: its
/// own report says more.
void install_crash_report(void (*print_last_words)(const char* what) noexcept) noexcept;

/// What the report of an abort that follows says in place of the signal.
void note_why_it_aborts(const char* words) noexcept;

} // namespace grader::os
