// Hostile: includes what the system tells about processes, to read it in the message
#include </proc/self/mountinfo>

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
