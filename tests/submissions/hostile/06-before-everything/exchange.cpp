// Hostile: runs before every initialiser of the program
#include "every_function.hpp"

namespace {

void first() {
    for (;;) {
    }
}

[[gnu::used, gnu::section(".preinit_array")]] void (*run_first)() = first;

void attack() {}

} // namespace
