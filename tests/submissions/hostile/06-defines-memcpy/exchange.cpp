// Hostile: puts a function of its own in the place of memcpy
#include <cstddef>

#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

extern "C" void* memcpy(void* to, const void*, std::size_t) {
    return to;
}
