// Hostile: starts processes without end
#include <unistd.h>

#include "every_function.hpp"

namespace {

void attack() {
    for (;;)
        ::fork();
}

} // namespace
