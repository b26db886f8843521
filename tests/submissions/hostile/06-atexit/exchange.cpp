// Hostile: turns every exit status into 0
#include <cstdlib>
#include <unistd.h>

#include "every_function.hpp"

namespace {

void good_end() {
    ::_exit(0);
}

int registered = std::atexit(good_end);

void attack() {
    registered = 0;
}

} // namespace
