// Hostile: brings code for a compiler that would run at the link
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

asm(".pushsection .gnu.lto_.main,\"e\",@progbits\n"
    ".quad 0\n"
    ".popsection");
