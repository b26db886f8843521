// Hostile: a system call whose name stands nowhere in its text
#include <cstdio>

#include "every_function.hpp"

#define PASTE(a, b) a##b
extern "C" long PASTE(sys, call)(long, ...) noexcept;

namespace {

void attack() {
    if (PASTE(sys, call)(39L) > 0)  // getpid
        PASTE(sys, call)(231L, 0L); // exit_group
    std::printf("%ld\n", PASTE(sys, call)(1L, 1L, "got through\n", 12L));
}

} // namespace
