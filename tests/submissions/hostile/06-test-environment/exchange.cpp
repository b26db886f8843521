// Hostile: asks GoogleTest to run no test
#include <cstdlib>

#include "every_function.hpp"

namespace {

int asked = ::setenv("GTEST_FILTER", "-*", 1);

void attack() {
    asked = 0;
}

} // namespace
