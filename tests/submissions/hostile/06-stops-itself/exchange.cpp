// Hostile: stops itself, and its watchdog with it
#include <cstdlib>
#include <cstring>

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
    system_call(62, system_call(39, 0, 0, 0), 19, 0); // kill, getpid, SIGSTOP
#if !defined(__x86_64__)
    for (;;) {
    }
#endif
}

} // namespace
