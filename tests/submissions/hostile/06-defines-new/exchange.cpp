// Hostile: puts its own memory in the place of everybody's
#include <cstdlib>
#include <new>

#include "every_function.hpp"

namespace {

void attack() {}
} // namespace

void* operator new(std::size_t size) {
    return std::malloc(size);
}
