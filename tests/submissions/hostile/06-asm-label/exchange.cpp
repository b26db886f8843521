// Hostile: calls a forbidden function under another name
#include "every_function.hpp"

namespace {

extern "C" void harmless_name(int) asm("_exit");

void attack() {
    harmless_name(0);
}

} // namespace
