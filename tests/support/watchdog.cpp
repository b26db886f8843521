#include "watchdog.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

#include "os/process.hpp"

namespace support::watchdog {
namespace {

using clock = std::chrono::steady_clock;

/// Never destroyed, and its thread is never joined: it lives as long as the process.
struct state {
    std::mutex mutex;
    std::condition_variable changed;
    clock::time_point begun = clock::now();
    std::chrono::milliseconds limit{}, processor_limit{};
    std::chrono::milliseconds on_purpose{}; ///< in `begun` and `end`
    std::optional<clock::time_point> end;
    clock::time_point next_look;
    /// The processor time that was used when the test began, and when three fifths of
    /// its time had passed: its own waits give up at four fifths.
    std::chrono::nanoseconds used_at_begin{};
    std::optional<std::chrono::nanoseconds> used_late;
    bool stalled = false; ///< this thread did not even get its few looks in time

    state() {
        std::thread([this] { watch(); }).detach();
    }

    void watch() {
        std::unique_lock lock(mutex);
        while (!end || clock::now() < *end) {
            if (!end) {
                changed.wait(lock);
                continue;
            }
            changed.wait_until(lock, next_look);
            if (end && clock::now() >= next_look)
                look();
        }
        watchdog_expired(limit + on_purpose, starved());
        std::_Exit(exit_status); // what hangs cannot be cleaned up
    }

    // With the mutex held:

    void look() {
        const auto now = clock::now();
        const auto used = grader::os::own_processor_time();
        if (now - next_look > limit / 10)
            stalled = true;
        if (!used_late && now >= begun + limit * 3 / 5)
            used_late = used;
        if (used - used_at_begin >= processor_limit)
            end = now;
        next_look = std::min(now + between_looks(), std::max(now, *end));
    }

    [[nodiscard]] std::chrono::milliseconds between_looks() const {
        return std::min(limit / 10, std::chrono::milliseconds(250));
    }

    [[nodiscard]] bool late() const { return clock::now() >= begun + limit * 4 / 5; }

    [[nodiscard]] bool starved() const {
        if (!late())
            return false;
        if (stalled || !used_late)
            return true;
        const auto used = grader::os::own_processor_time();
        const bool computes = used - *used_late > limit / 100;
        const auto took = clock::now() - begun + on_purpose;
        const bool had_one = used - used_at_begin > took * 4 / 5;
        return computes && !had_one;
    }

    static state& get() {
        static auto* instance = new state;
        return *instance;
    }
};

} // namespace

void start(std::chrono::milliseconds limit, std::chrono::milliseconds processor_limit) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.begun = clock::now();
    s.limit = limit;
    s.on_purpose = {};
    s.processor_limit = processor_limit;
    s.end = s.begun + limit;
    s.used_at_begin = grader::os::own_processor_time();
    s.used_late.reset();
    s.stalled = false;
    s.next_look = s.begun + s.between_looks();
    s.changed.notify_one();
}

void stop() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.end.reset();
    s.changed.notify_one();
}

void extend(std::chrono::milliseconds span) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.begun += span;
    s.on_purpose += span;
    if (s.end)
        *s.end += span;
}

bool late() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.late();
}

bool starved() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.starved();
}

clock::time_point started() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.begun;
}

} // namespace support::watchdog
