// Hostile: has the assembler include a file of the system
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

asm(".include \"/etc/passwd\"");
