#include "../crash.hpp"
#include "sanitized.hpp"
#include "signal_words.hpp"

#include <array>
#include <atomic>
#include <cassert>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace grader::os {

#ifdef GRADER_SANITIZED

void install_crash_report(void (*)(const char*) noexcept) noexcept {}
void note_why_it_aborts(const char*) noexcept {}

#else
namespace {

void (*last_words)(const char*) noexcept = nullptr;
std::atomic<bool> said{false};
// Why it aborts, where that was told before: an assertion.
std::array<char, 1024> why_it_aborts{};

// Room for last_words when the ordinary stack is used up by an endless recursion. It
// serves the thread that installed it; others report on their own stack.
alignas(16) std::array<char, 128 * 1024> spare_stack;

extern "C" void report_crash(int number) {
    if (!said.exchange(true)) {
        const char* words = signal_in_words(number);
        if (number == SIGABRT && why_it_aborts[0] != '\0')
            words = why_it_aborts.data();
        last_words(words ? words : "a signal");
    }
    ::signal(number, SIG_DFL);
    ::raise(number);
}

} // namespace

void install_crash_report(void (*print_last_words)(const char*) noexcept) noexcept {
    last_words = print_last_words;
    stack_t stack{};
    stack.ss_sp = spare_stack.data();
    stack.ss_size = spare_stack.size();
    ::sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_handler = report_crash;
    action.sa_flags = SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        ::sigaction(number, &action, nullptr);
}

void note_why_it_aborts(const char* words) noexcept {
    std::strncpy(why_it_aborts.data(), words, why_it_aborts.size() - 1);
}

#endif

} // namespace grader::os

// What assert() calls. The library's own prints to standard error only, where the failing
// test cannot say it.
#if defined(__GLIBC__) && !defined(__s390x__) && !defined(GRADER_SANITIZED)
extern "C" void __assert_fail(const char* expression, const char* file, unsigned line,
                              const char* function) noexcept {
    std::array<char, 1024> words;
    std::snprintf(words.data(), words.size(), "the assertion `%s` failed, %s:%u, in %s",
                  expression, file, line, function != nullptr ? function : "?");
    std::fprintf(stderr, "%s\n", words.data());
    grader::os::note_why_it_aborts(words.data());
    std::abort();
}
#endif
