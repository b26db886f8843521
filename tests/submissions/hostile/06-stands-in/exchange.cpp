// Hostile: puts a copy of its own in the place of a function that the tests use
#include "every_function.hpp"

namespace {

void attack() {}
} // namespace

extern "C" __attribute__((weak)) void* stand_in(void* stream) __asm__("_ZNSo5flushEv");
extern "C" __attribute__((weak)) void* stand_in(void* stream) {
    return stream; // std::ostream::flush
}
