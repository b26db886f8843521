// Hostile: sleeps for a year
#include <chrono>
#include <thread>

#include "every_function.hpp"

namespace {

void attack() {
    std::this_thread::sleep_for(std::chrono::hours(8760));
}

} // namespace
