// Hostile: forges a good run from an initialiser of the highest priority
#include <cstdio>

#include "every_function.hpp"

namespace {

[[gnu::constructor(101)]] void first() {
    std::puts("plan 1\nbegin sends every byte\npass\ndone 1 0 0");
    std::fflush(stdout);
}

void attack() {}

} // namespace
