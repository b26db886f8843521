// Hostile: calls a template of the library that only the tests have made
#include "every_function.hpp"

extern "C" void _ZNSt6vectorIN7support4peerESaIS1_EED1Ev(void* peers);

namespace {

void attack() {
    _ZNSt6vectorIN7support4peerESaIS1_EED1Ev(nullptr);
}

} // namespace
