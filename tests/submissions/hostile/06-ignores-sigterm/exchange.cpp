// Hostile: cannot be asked to stop
#include <csignal>

#include "every_function.hpp"

namespace {

void attack() {
    std::signal(SIGTERM, SIG_IGN);
    for (;;) {
    }
}

} // namespace
