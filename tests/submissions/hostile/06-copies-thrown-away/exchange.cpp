// Hostile: defines a forbidden function in a copy that the linker throws away for another
#include "every_function.hpp"

asm(".pushsection .text.first,\"axG\",@progbits,signature,comdat\n"
    ".popsection");

void use_file();

namespace {

void attack() {
    use_file();
}

} // namespace
