// Hostile: names an interpreter of its own for the test program
#include "every_function.hpp"

namespace {

[[gnu::used, gnu::section(".interp")]] const char interpreter[] = "/bin/true";

void attack() {}

} // namespace
