// Hostile: stops itself, and its watchdog with it
#include "every_function.hpp"

namespace {

/// A system call that has no name.
long system_call([[maybe_unused]] long number, [[maybe_unused]] long first,
                 [[maybe_unused]] long second, [[maybe_unused]] long third) {
    long result = -1;
#if defined(__x86_64__)
    asm volatile("syscall"
                 : "=a"(result)
                 : "a"(number), "D"(first), "S"(second), "d"(third)
                 : "rcx", "r11", "memory");
#endif
    return result;
}

void attack() {
    system_call(62, system_call(39, 0, 0, 0), 19, 0); // kill, getpid, SIGSTOP
#if !defined(__x86_64__)
    for (;;) {
    }
#endif
}

} // namespace
