// Hostile: ends the test program with status 0
#include <cstdlib>

#include "every_function.hpp"

namespace {

void attack() {
    std::exit(0);
}

} // namespace
