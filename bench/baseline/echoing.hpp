// What a loop over many connections does with one of them that is ready.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

#include <sockets.hpp>

#include "baseline/command_line.hpp"

namespace bench::baseline {

/// What a connection waits for next.
enum class next { read, write, close };

/// A connection's bytes on their way back. One buffer serves all connections; only what
/// the system does not take at once is kept here, and nothing more is received until it
/// is gone. So an echo of the usual kind is two calls and no allocation.
class echoing {
  public:
    [[nodiscard]] next readable(handle of) {
        static std::array<char, 64 * 1024> buffer;
        const long received = receive(of, buffer.data(), buffer.size());
        if (received <= 0)
            return received < 0 && would_wait() ? next::read : next::close;
        const long sent =
            send_some(of, buffer.data(), static_cast<std::size_t>(received));
        if (sent == received)
            return next::read;
        if (sent < 0 && !would_wait())
            return next::close;
        left_.assign(buffer.data() + std::max(sent, 0L), buffer.data() + received);
        gone_ = 0;
        return next::write;
    }

    [[nodiscard]] next writable(handle of) {
        const long sent = send_some(of, left_.data() + gone_, left_.size() - gone_);
        if (sent < 0)
            return would_wait() ? next::write : next::close;
        gone_ += static_cast<std::size_t>(sent);
        return gone_ == left_.size() ? next::read : next::write;
    }

  private:
    std::vector<char> left_;
    std::size_t gone_ = 0; // of left_
};

/// A server that does nothing for a while from time to time: `--stall MS --every MS`. It
/// shows what a closed loop of requests does not see.
class stalling {
  public:
    explicit stalling(const command_line& wanted)
        : pause_(wanted.stall), every_(wanted.every), next_(clock::now() + every_) {}

    /// Asked whenever there is work.
    void maybe() {
        if (pause_.count() == 0 || clock::now() < next_)
            return;
        std::this_thread::sleep_for(pause_);
        next_ = clock::now() - pause_ + every_;
    }

  private:
    using clock = std::chrono::steady_clock;
    std::chrono::milliseconds pause_, every_;
    clock::time_point next_;
};

} // namespace bench::baseline
