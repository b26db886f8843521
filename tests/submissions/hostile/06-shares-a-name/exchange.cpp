// Hostile: a name that all objects of the process have in common
#include "every_function.hpp"

asm(".comm program_invocation_short_name,8,8");

namespace {

void attack() {}

} // namespace
