// Hostile: runs before every initialiser, from a section known by its type alone
#include "every_function.hpp"

namespace {

// GCC hands the name to the assembler as it is; what it writes behind is a comment.
[[gnu::used,
  gnu::section(".data.early,\"aw\",@preinit_array #")]] void (*first)() = nullptr;

void attack() {}

} // namespace
