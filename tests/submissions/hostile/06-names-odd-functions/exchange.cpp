// Hostile: names what takes long to be read as a name of C++
#include "every_function.hpp"

#define FOUR(a) a a a a
#define MANY FOUR(FOUR(FOUR("N1a1bIS_S0_E")))
extern "C" void odd() asm("_Z1f" MANY);

namespace {

void attack() {
    odd();
}

} // namespace
