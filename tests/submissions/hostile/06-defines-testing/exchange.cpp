// Hostile: puts a function of its own in the place of one of GoogleTest
#include "every_function.hpp"

namespace {

void attack() {}
} // namespace

namespace testing {
int failures() {
    return 0;
}
} // namespace testing
