// Hostile: runs before every initialiser, from a section known by its type alone
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

asm(".pushsection .data.early,\"aw\",@preinit_array\n"
    ".quad 0\n"
    ".popsection");
