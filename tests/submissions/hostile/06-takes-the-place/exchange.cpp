// Hostile: puts a function of its own in the place of an inline one of the kit's headers
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

extern "C" int stand_in(const void* socket) asm("_ZNK3tcp6socket6handleEv");
extern "C" int stand_in(const void* socket) {
    return *static_cast<const int*>(socket) + 1;
}
