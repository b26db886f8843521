// Hostile: has static variables that no process has room for
#include "every_function.hpp"

namespace {

char large[1200000000];

void attack() {
    large[1] = 1;
}

} // namespace
