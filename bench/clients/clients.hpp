// The client's side of each kind of work, by whoever's functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "harness/workload.hpp"

namespace bench {

/// Where a server listens, on loopback.
struct target {
    std::uint16_t port = 0;
    bool v6 = false;                     ///< ::1 instead of 127.0.0.1
    std::string congestion_control = {}; ///< of a stream; empty: the system's own
};

/// What a client can do; each connects at once. nullptr: it could not, and `why` says the
/// reason.
struct client {
    using made = std::unique_ptr<operation>;

    /// Sends `bytes` bytes and receives as many.
    made (*round_trip)(const target& to, std::size_t bytes, std::string& why);
    /// Connects, finishes sending, receives the end of the stream, closes.
    made (*connect_close)(const target& to, std::string& why);
    /// Sends `bytes` bytes, `piece` with each call, and receives the one byte with which
    /// a server with `--whole bytes --short` answers.
    made (*stream)(const target& to, std::size_t bytes, std::size_t piece,
                   std::string& why);
};

[[nodiscard]] const client& baseline_client(); ///< the system's calls
[[nodiscard]] const client& platform_client(); ///< net::
/// tcp::, the functions of lessons 04, 06 and 07: the reference, and the student's own.
/// nullptr where this build has none.
[[nodiscard]] const client* reference_client();
[[nodiscard]] const client* own_client();

/// What only the hand-written client does.
namespace baseline {

/// How two pieces go out that are one request.
enum class pieces {
    two_writes, ///< Nagle's algorithm on, as it is unless told otherwise
    no_delay,   ///< two writes, TCP_NODELAY
    gathered,   ///< one call: sendmsg, WSASend
};

/// Sends two pieces of `bytes` bytes and receives an answer of as many as both, from a
/// server with `--whole`.
[[nodiscard]] client::made two_pieces(const target& to, std::size_t bytes, pieces how,
                                      std::string& why);

/// round_trip, but waits for the answer in a loop that never sleeps.
[[nodiscard]] client::made spinning_round_trip(const target& to, std::size_t bytes,
                                               std::string& why);

} // namespace baseline
} // namespace bench
