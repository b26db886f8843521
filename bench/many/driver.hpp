// Many connections to one server from one thread.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <net/handle.hpp>
#include <net/result.hpp>

#include "harness/histogram.hpp"
#include "many/waiting.hpp"

namespace bench {

/// A connection to a server on 127.0.0.1; closed with a reset, so that thousands of them
/// leave nothing behind in the system.
class link {
  public:
    [[nodiscard]] static net::result<link> connect(std::uint16_t port);
    link(link&& other) noexcept
        : handle_(std::exchange(other.handle_, net::invalid_handle)) {}
    link& operator=(link&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~link();

    [[nodiscard]] net::native_handle handle() const noexcept { return handle_; }

  private:
    explicit link(net::native_handle handle) noexcept : handle_(handle) {}
    net::native_handle handle_ = net::invalid_handle;
};

/// So many connections that do nothing. False, and why: not all could be had.
[[nodiscard]] bool connect_idle(std::uint16_t port, std::size_t count,
                                std::vector<link>& into, std::string& why);

/// Connections of which each has at most one request of 64 bytes under way.
class driver {
  public:
    /// nullptr, and why: they could not be had.
    [[nodiscard]] static std::unique_ptr<driver>
    connect(std::uint16_t port, std::size_t count, std::string& why);

    /// Closed loop: each connection sends its next request as soon as it has the answer,
    /// until `requests` were sent altogether. Records the time of each, and returns how
    /// long the whole block took, in nanoseconds. 0: why() says why it cannot go on.
    [[nodiscard]] std::int64_t closed_loop(std::size_t requests, histogram& times);

    /// Open loop: request number n is intended for the instant n / `rate` seconds after
    /// the beginning, whatever became of those before, and is sent then, or as soon as
    /// its connection is free. `from_intended` has what somebody waits who does not know
    /// of the queue in front of the connection, `from_send` what a closed loop would see.
    /// False: why() says why it cannot go on.
    [[nodiscard]] bool open_loop(std::size_t requests, double rate,
                                 histogram& from_intended, histogram& from_send);

    [[nodiscard]] const std::string& why() const noexcept { return why_; }

  private:
    static constexpr std::size_t size = 64;
    using clock = std::chrono::steady_clock;

    struct connection {
        link socket;
        std::size_t received = 0; ///< of the answer
        bool waits = false;       ///< for an answer
        clock::time_point sent{}, intended{};
        std::size_t number = 0; ///< open loop: of its next request
    };

    explicit driver(waiting made) : waiting_(std::move(made)) {}
    bool send(connection& with, clock::time_point intended);
    /// Whether the answer is complete now; false with why_ set: it is lost.
    bool receive(connection& with);
    bool failed(const char* call, std::error_code error);
    bool failed(const char* words);

    std::vector<connection> connections_;
    waiting waiting_;
    std::array<char, size> request_{}, answer_{};
    std::string why_;
};

} // namespace bench
