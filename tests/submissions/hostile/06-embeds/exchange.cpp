// Hostile: embeds a file of the system
#embed "/etc/passwd"

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace
