#include "../crash.hpp"
#include "exception_words.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>

#ifdef _MSC_VER
#include <crtdbg.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define GRADER_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GRADER_SANITIZED 1
#endif
#endif

namespace grader::os {

#ifdef GRADER_SANITIZED

void install_crash_report(void (*)(const char*) noexcept) noexcept {}
void note_why_it_aborts(const char*) noexcept {}

#else
namespace {

void (*last_words)(const char*) noexcept = nullptr;
std::atomic<bool> said{false};
// Why it aborts, where that was told before.
std::array<char, 1024> why_it_aborts{};

void say(const char* what) noexcept {
    if (!said.exchange(true))
        last_words(what);
}

LONG WINAPI report_exception(EXCEPTION_POINTERS* what) noexcept {
    const DWORD code = what->ExceptionRecord->ExceptionCode;
    const char* words = exception_in_words(code);
    say(words ? words : "an exception");
    // The status is the one that it would have ended with; what Windows would do in
    // between is to report the fault, which may open a window and wait for a click.
    TerminateProcess(GetCurrentProcess(), code);
    return EXCEPTION_EXECUTE_HANDLER;
}

extern "C" void report_abort(int) {
    // The runtime has set the handler back by now; abort() goes on when this returns.
    say(why_it_aborts[0] != '\0'
            ? why_it_aborts.data()
            : "SIGABRT (abort: an assertion, or an uncaught exception)");
}

} // namespace

void install_crash_report(void (*print_last_words)(const char*) noexcept) noexcept {
    last_words = print_last_words;
    // Room for last_words when an endless recursion has used up the stack. It serves the
    // thread that installed it.
    ULONG spare = 128 * 1024;
    SetThreadStackGuarantee(&spare);
    SetErrorMode(GetErrorMode() | SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    SetUnhandledExceptionFilter(report_exception);
    std::signal(SIGABRT, report_abort);
#ifdef _MSC_VER
    // No window that asks "Abort, Retry, Ignore?": nobody sits there.
    _set_abort_behavior(0, _WRITE_ABORT_MSG | _CALL_REPORTFAULT);
    for (const int kind : {_CRT_WARN, _CRT_ERROR, _CRT_ASSERT}) {
        _CrtSetReportMode(kind, _CRTDBG_MODE_FILE);
        _CrtSetReportFile(kind, _CRTDBG_FILE_STDERR);
    }
#endif
}

void note_why_it_aborts(const char* words) noexcept {
    std::strncpy(why_it_aborts.data(), words, why_it_aborts.size() - 1);
}

#endif

} // namespace grader::os
