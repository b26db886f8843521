// Two counters in memory that both threads see: nothing is faster, and both processors do
// nothing else meanwhile.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>
#include <vector>

namespace bench {

class shared_memory {
  public:
    explicit shared_memory(std::size_t bytes)
        : mine_(bytes, 'x'), shared_(bytes), theirs_(bytes), got_(bytes) {}

    bool ask() {
        std::memcpy(shared_.data(), mine_.data(), mine_.size());
        const unsigned number = asked_.load(std::memory_order_relaxed) + 1;
        asked_.store(number, std::memory_order_release);
        while (answered_.load(std::memory_order_acquire) != number) {
        }
        std::memcpy(got_.data(), shared_.data(), got_.size());
        return true;
    }
    bool answer() {
        const unsigned number = answered_.load(std::memory_order_relaxed) + 1;
        while (asked_.load(std::memory_order_acquire) != number)
            if (ended_.load(std::memory_order_relaxed))
                return false;
        std::memcpy(theirs_.data(), shared_.data(), theirs_.size());
        std::memcpy(shared_.data(), theirs_.data(), theirs_.size());
        answered_.store(number, std::memory_order_release);
        return true;
    }
    void end() { ended_ = true; }

  private:
    std::vector<char> mine_, shared_, theirs_, got_;
    // Each on a cache line of its own: who waits for one must not slow the other.
    alignas(64) std::atomic<unsigned> asked_ = 0;
    alignas(64) std::atomic<unsigned> answered_ = 0;
    alignas(64) std::atomic<bool> ended_ = false;
};

} // namespace bench
