// Hostile: puts a function of its own in the place of write
#include <cstddef>

#include "every_function.hpp"

namespace {

void attack() {}
} // namespace

extern "C" long write(int, const void*, std::size_t size) {
    return static_cast<long>(size);
}
