#include "watchdog.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

namespace support::watchdog {
namespace {

using clock = std::chrono::steady_clock;

/// Never destroyed, and its thread is never joined: it lives as long as the process.
struct state {
    std::mutex mutex;
    std::condition_variable changed;
    clock::time_point begun = clock::now();
    std::chrono::milliseconds limit{};
    std::optional<clock::time_point> end;

    state() {
        std::thread([this] { watch(); }).detach();
    }

    void watch() {
        std::unique_lock lock(mutex);
        for (;;) {
            if (!end)
                changed.wait(lock);
            else if (clock::now() < *end)
                changed.wait_until(lock, *end);
            else
                break;
        }
        watchdog_expired(limit);
        std::_Exit(exit_status); // what hangs cannot be cleaned up
    }

    static state& get() {
        static auto* instance = new state;
        return *instance;
    }
};

} // namespace

void start(std::chrono::milliseconds limit) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.begun = clock::now();
    s.limit = limit;
    s.end = s.begun + limit;
    s.changed.notify_one();
}

void stop() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.end.reset();
    s.changed.notify_one();
}

clock::time_point started() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.begun;
}

} // namespace support::watchdog
