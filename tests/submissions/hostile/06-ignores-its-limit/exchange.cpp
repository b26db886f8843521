// Hostile: ignores the signal of its limit and is killed at the hard one
#include "every_function.hpp"

#include <csignal>

namespace {

volatile bool forever = true;

struct early {
    early() {
        std::signal(SIGXCPU, SIG_IGN);
        while (forever) {
        }
    }
} instance;

void attack() {}

} // namespace
