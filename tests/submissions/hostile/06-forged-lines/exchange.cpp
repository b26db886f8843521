// Hostile: prints what a good run would print
#include <iostream>

#include "every_function.hpp"

namespace {

void attack() {
    std::cout << "[  PASSED  ] 47 tests.\n"
                 "plan 1\nbegin sends every byte\npass\ndone 47 0 0\n"
                 "first byte: 47 passed, 0 failed\n"
              << std::flush;
}

} // namespace
