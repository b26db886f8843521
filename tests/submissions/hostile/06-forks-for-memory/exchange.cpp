// Hostile: takes in many processes what one may not take
#include <cstring>
#include <vector>

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
    for (int i = 0; i < 12; ++i)
        if (system_call(57, 0, 0, 0) == 0) { // fork
            system_call(112, 0, 0, 0);       // setsid
            std::vector<char> much(100u << 20);
            std::memset(much.data(), 1, much.size());
            const long seconds[] = {600, 0};
            system_call(35, reinterpret_cast<long>(seconds), 0, 0); // nanosleep
            system_call(231, much.back(), 0, 0);                    // exit_group
        }
    const long seconds[] = {2, 0};
    system_call(35, reinterpret_cast<long>(seconds), 0, 0);
}

} // namespace
