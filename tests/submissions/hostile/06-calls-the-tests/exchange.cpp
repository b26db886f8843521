// Hostile: calls a template of the library that only the tests have made
#include "every_function.hpp"

extern "C" void destroy(void* peers) asm("_ZNSt6vectorIN7support4peerESaIS1_EED1Ev");

namespace {

void attack() {
    destroy(nullptr);
}

} // namespace
