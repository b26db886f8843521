// How the driver waits for many connections: the one part of it that is the system's. On
// Linux with epoll and a timer, so that a wait costs the same for 1000 connections and
// ends within microseconds of the instant that it was to end; elsewhere with net::poll.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <net/handle.hpp>
#include <net/result.hpp>

namespace bench {

class waiting {
  public:
    using instant = std::chrono::steady_clock::time_point;

    [[nodiscard]] static net::result<waiting> make();
    waiting(waiting&& other) noexcept;
    waiting& operator=(waiting&& other) noexcept;
    ~waiting();

    /// From now on wait() tells when this socket can be received from, under this number.
    [[nodiscard]] net::result<void> watch(net::native_handle socket,
                                          std::uint32_t number);

    /// Waits for a socket, at most until `until` (nothing: 5 s), and returns the numbers
    /// of those that are ready, some of them where they are many. Empty: the time is
    /// over. The list is good until the next call.
    [[nodiscard]] net::result<std::span<const std::uint32_t>>
    wait(std::optional<instant> until);

    /// Whether this system has epoll, and so a server on it to measure.
    [[nodiscard]] static bool has_epoll() noexcept;

    struct state; ///< the system's side

  private:
    explicit waiting(std::unique_ptr<state> made) noexcept;
    std::unique_ptr<state> state_;
};

} // namespace bench
