// Two ends of a connection inside one process, on either family: what the tests here
// stand on. Every wait has a limit, so that a trap shows as a failure and not as a hang.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <net/address.hpp>
#include <net/error.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/socket.hpp>

namespace platform_tests {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// How long anything may take before it counts as stuck. Windows needs two seconds to
/// say that a loopback connect is refused.
inline constexpr std::chrono::milliseconds patience = 10s;

/// A socket that closes itself.
class held {
  public:
    held() noexcept = default;
    explicit held(net::native_handle h) noexcept : handle_(h) {}
    held(held&& other) noexcept : handle_(other.take()) {}
    held& operator=(held&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~held() { reset(); }

    void reset() noexcept {
        if (handle_ != net::invalid_handle)
            static_cast<void>(net::close(handle_));
        handle_ = net::invalid_handle;
    }
    net::native_handle take() noexcept {
        return std::exchange(handle_, net::invalid_handle);
    }
    net::native_handle get() const noexcept { return handle_; }

  private:
    net::native_handle handle_ = net::invalid_handle;
};

/// The families that work here: IPv4, and IPv6 where a whole round trip succeeds.
const std::vector<net::address_family>& families();
/// Why IPv6 is not among them; empty if it is.
const std::string& why_no_ipv6();

/// 127.0.0.1 or ::1, port 0.
net::socket_address loopback(net::address_family family);
/// 0.0.0.0 or ::, port 0.
net::socket_address wildcard(net::address_family family);
/// Where to connect to reach a socket that is bound to `bound`: connecting to the
/// wildcard works on some systems only, so it is replaced by loopback.
net::socket_address reachable(net::socket_address bound);

// Each of these throws std::system_error on failure, which fails the test by name.
held open(net::address_family family, net::socket_type type = net::socket_type::stream);
held bound(net::address_family family);
held listening(net::address_family family, int backlog = 16);
net::socket_address name(const held& socket);

/// Both ends of a connection. Calls on them end after `patience`.
struct connection {
    held client;
    held server; ///< the accepted end
};
connection connected(net::address_family family);

/// What a call answered: its value, or the error thrown.
template <class T>
T value(net::result<T> r, const char* what) {
    if (!r)
        throw std::system_error(r.error(), what);
    if constexpr (!std::is_void_v<T>)
        return *r;
}

/// Sends all of it.
void send_all(const held& socket, const std::string& bytes);
/// Receives exactly so many bytes, or fewer at the end of the stream.
std::string receive(const held& socket, std::size_t size);
/// Receives until the end of the stream or an error: all bytes, and the error.
std::pair<std::string, std::error_code> drain(const held& socket);

/// Waits until there is something to read (or the end).
bool readable(const held& socket, std::chrono::milliseconds limit = patience);
/// Waits until a pending connect has ended, and tells how.
std::error_code connect_outcome(const held& socket);

/// How long `what` took.
template <class F>
clock::duration time_of(F what) {
    const auto begun = clock::now();
    what();
    return clock::now() - begun;
}

/// Runs the body once for each family that works here.
template <class F>
void on_each_family(F body) {
    for (const auto family : families()) {
        SCOPED_TRACE(family == net::address_family::ipv4 ? "IPv4" : "IPv6");
        body(family);
    }
}

} // namespace platform_tests
