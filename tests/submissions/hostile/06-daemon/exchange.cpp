// Hostile: leaves a process in a session of its own, which rewrites results later
#include <unistd.h>

#include "every_function.hpp"

namespace {

void attack() {
    if (::fork() == 0) {
        ::setsid();
        for (;;)
            ::pause();
    }
}

} // namespace
