// The same work for many things at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <semaphore>
#include <system_error>
#include <thread>
#include <vector>

namespace kit {

/// Processors of this machine, at least 1.
[[nodiscard]] inline std::size_t processors() {
    return std::max(1u, std::thread::hardware_concurrency());
}

/// Calls work(0) to work(count - 1), `threads` of them at a time, each in some thread,
/// and returns when all have.
template <class Work>
void each_in_parallel(std::size_t count, std::size_t threads, const Work& work) {
    std::atomic<std::size_t> next = 0;
    const auto take = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> workers;
    try {
        for (std::size_t i = 1; i < std::min(threads, count); ++i)
            workers.emplace_back(take);
    } catch (const std::system_error&) {
        // The system gives no more threads: those that there are do it all.
    }
    take();
}

/// Turns for what computes, among threads of which most wait for something else. Where a
/// function takes a pointer to one and gets none, it need not wait.
class turns {
  public:
    explicit turns(std::size_t at_a_time)
        : free_(static_cast<std::ptrdiff_t>(at_a_time)) {}

    /// Waits for a turn. It ends with the object that is returned.
    [[nodiscard]] static auto wait_for(turns* from) {
        struct taken {
            explicit taken(turns* of) : of_(of) {
                if (of_ != nullptr)
                    of_->free_.acquire();
            }
            ~taken() {
                if (of_ != nullptr)
                    of_->free_.release();
            }
            taken(const taken&) = delete;
            taken& operator=(const taken&) = delete;
            turns* of_;
        };
        return taken(from);
    }

  private:
    std::counting_semaphore<> free_;
};

} // namespace kit
