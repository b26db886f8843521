// Hostile: finds every library, and so every function, by the table of the linker
#include <cstdio>

#include "every_function.hpp"

extern "C" void* table[] asm("_GLOBAL_OFFSET_TABLE_");

namespace {

void attack() {
    std::printf("%p\n", table[1]);
}

} // namespace
