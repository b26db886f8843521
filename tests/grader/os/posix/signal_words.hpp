// Inside grader_os: signals in words.
#pragma once

#include <csignal>

namespace grader::os {

/// "SIGSEGV (it touched memory that is not its own)"; nullptr for a signal without
/// words here. Async-signal-safe.
[[nodiscard]] constexpr const char* signal_in_words(int number) noexcept {
    switch (number) {
    case SIGSEGV:
        return "SIGSEGV (it touched memory that is not its own)";
    case SIGBUS:
        return "SIGBUS (it touched memory that is not there)";
    case SIGFPE:
        return "SIGFPE (impossible arithmetic, such as a division by zero)";
    case SIGILL:
        return "SIGILL (an instruction that does not exist)";
    case SIGABRT:
        return "SIGABRT (abort: an assertion, or an uncaught exception)";
    case SIGPIPE:
        return "SIGPIPE (it wrote to a pipe or a connection without a reader)";
    case SIGKILL:
        return "SIGKILL (somebody ended it by force)";
    case SIGTERM:
        return "SIGTERM (somebody asked it to end)";
    case SIGINT:
        return "SIGINT (Ctrl-C)";
    case SIGHUP:
        return "SIGHUP (its terminal was closed)";
    case SIGTRAP:
        return "SIGTRAP (a trap, such as one that a sanitizer sets)";
    default:
        return nullptr;
    }
}

} // namespace grader::os
