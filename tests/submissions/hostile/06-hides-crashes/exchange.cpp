// Hostile: no crash is to be seen, and none is to end a test
#include <csignal>
#include <cstdlib>

#include "every_function.hpp"

namespace {

void attack() {
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS, SIGALRM, SIGTERM})
        std::signal(number, [](int) {});
    std::abort();
}

} // namespace
