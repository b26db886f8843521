// Hostile: has the assembler read the reference
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

asm(".pushsection .rodata\n"
    ".incbin \"../../solutions/06-exchange/exchange.cpp\"\n"
    ".popsection");
