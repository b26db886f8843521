// Hostile: forges a good run from a place in .init_array, and at the end from .fini_array
#include <cstdio>

#include "every_function.hpp"

namespace {

void forge() {
    std::puts("begin sends every byte\npass\ndone 47 0 0");
    std::fflush(stdout);
}

[[gnu::used, gnu::section(".init_array.00000")]] void (*at_begin)() = forge;
[[gnu::used, gnu::section(".fini_array.00000")]] void (*at_end)() = forge;

void attack() {}

} // namespace
