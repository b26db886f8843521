// Hostile: includes a file of the system, to read it in the error message
#include "/etc/passwd"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
