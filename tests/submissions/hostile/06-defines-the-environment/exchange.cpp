// Hostile: a variable of its own in the place of the process's environment
#include "every_function.hpp"

char** environ = nullptr;

namespace {

void attack() {}

} // namespace
