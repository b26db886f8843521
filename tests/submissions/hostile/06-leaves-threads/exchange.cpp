// Hostile: goes on when a test is over, and says that all is well
#include <cstdio>
#include <thread>

#include "every_function.hpp"

namespace {

void attack() {
    std::thread([] {
        for (;;)
            std::printf("pass\nfirst byte: 47 passed, 0 failed\ndone 47 0 0\n");
    }).detach();
}

} // namespace
