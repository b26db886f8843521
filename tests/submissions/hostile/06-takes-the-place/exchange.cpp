// Hostile: puts a function of its own in the place of an inline one of the kit's headers
#include "every_function.hpp"

namespace {

void attack() {}

} // namespace

extern "C" int _ZNK3tcp6socket6handleEv(const void* socket);
extern "C" int _ZNK3tcp6socket6handleEv(const void* socket) {
    return *static_cast<const int*>(socket) + 1;
}
