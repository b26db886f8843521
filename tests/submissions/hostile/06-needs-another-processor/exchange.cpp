// Hostile: a note says that it needs a processor that nobody has
#include "every_function.hpp"

namespace {

// GNU_PROPERTY_X86_ISA_1_NEEDED, with a level that no processor has
[[gnu::used, gnu::section(".note.gnu.property"),
  gnu::aligned(8)]] const unsigned note[] = {4,          16, 5,          0x00554e47,
                                             0xc0008002, 4,  0x80000000, 0};

void attack() {}

} // namespace
