// Hostile: makes mistakes of the kit's headers, so that the compiler shows where they are
#define net std

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
