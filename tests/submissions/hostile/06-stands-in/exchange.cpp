// Hostile: puts a copy of its own in the place of a function that the tests use
#include "every_function.hpp"

namespace {

void attack() {}
} // namespace

extern "C" __attribute__((weak)) void* _ZNSo5flushEv(void* stream);
extern "C" __attribute__((weak)) void* _ZNSo5flushEv(void* stream) {
    return stream; // std::ostream::flush
}
