// Hostile: finds every library, and so every function, by the table of the linker
#include <cstdio>

#include "every_function.hpp"

extern "C" void* _GLOBAL_OFFSET_TABLE_[];

namespace {

void attack() {
    std::printf("%p\n", _GLOBAL_OFFSET_TABLE_[1]);
}

} // namespace
