// Hostile: ends the test program before its first test
#include <cstdlib>

#include "every_function.hpp"

namespace {

struct early {
    early() { std::exit(0); }
} instance;

void attack() {}

} // namespace
