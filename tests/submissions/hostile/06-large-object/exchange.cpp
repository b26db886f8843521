// Hostile: makes the compiler write a large file
#include "every_function.hpp"

namespace {

char large[1u << 30] = {1};

void attack() {
    large[1] = 1;
}

} // namespace
