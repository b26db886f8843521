// Hostile: names an interpreter of its own for the test program
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

asm(".pushsection .interp,\"a\",@progbits\n"
    ".asciz \"/bin/true\"\n"
    ".popsection");
