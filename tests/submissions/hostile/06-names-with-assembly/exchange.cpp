// Hostile: a system call in the name of a section, which GCC hands to the assembler as it
// is
#include "every_function.hpp"

namespace {

[[gnu::used, gnu::section(".data.mine,\"aw\"\n\t.text\nleave: mov $60, %eax; syscall\n\t"
                          ".section .data.mine")]] int last = 1;

void attack() {}

} // namespace
