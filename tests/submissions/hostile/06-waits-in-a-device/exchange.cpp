// Hostile: includes a device that never has anything to read
#include "/dev/ptmx"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
