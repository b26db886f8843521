#include "../crash.hpp"
#include "signal_words.hpp"

#include <array>
#include <atomic>
#include <csignal>

// GCC and MSVC define names, Clang answers __has_feature.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GRADER_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||               \
    __has_feature(memory_sanitizer)
#define GRADER_SANITIZED 1
#endif
#endif

namespace grader::os {

#ifdef GRADER_SANITIZED

void install_crash_report(void (*)(const char*) noexcept) noexcept {}

#else
namespace {

void (*last_words)(const char*) noexcept = nullptr;
std::atomic<bool> said{false};

// Room for last_words when the ordinary stack is used up by an endless recursion. It
// serves the thread that installed it; others report on their own stack.
alignas(16) std::array<char, 128 * 1024> spare_stack;

extern "C" void report_crash(int number) {
    if (!said.exchange(true)) {
        const char* words = signal_in_words(number);
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

#endif

} // namespace grader::os
