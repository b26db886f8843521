// Lesson 07: how a conversation ends without losing a byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "../02-address/address.hpp"

namespace tcp {

/// Says "I have sent everything": the peer reads the end of the stream (a FIN) after the
/// last byte. Receiving goes on. A peer that is gone already (not_connected, or
/// net::condition::peer_gone) needs no goodbye: success. Other errors: those of
/// net::shutdown, unchanged.
[[nodiscard]] net::result<void> finish_sending(const socket& s);

/// Receives and throws away until the end of the stream, and returns how many bytes that
/// were. More than `limit` bytes is std::errc::message_size: a peer that never stops
/// shall not hold us for ever. Errors: those of net::recv, unchanged.
[[nodiscard]] net::result<std::uint64_t> drain(const socket& s, std::uint64_t limit);

/// Ends a conversation in order: finish sending, drain at most `limit` bytes, close. The
/// socket is closed on every path. The error is that of the first step that failed.
[[nodiscard]] net::result<void> close_gracefully(socket s, std::uint64_t limit = 1 << 20);

/// Ends a conversation at once: the peer sees a reset (RST), and bytes on their way are
/// lost. Done with option::linger 0. The socket is closed on every path.
[[nodiscard]] net::result<void> abort_connection(socket s);

/// The client's whole conversation: connect to `server`, send `request`, finish sending,
/// receive the answer until the end of the stream, close. An answer of more than
/// `limit` bytes is std::errc::message_size. The request may be as large as a server
/// that answers only at its end can take. Nothing stays open on any path.
[[nodiscard]] net::result<std::vector<std::byte>> ask(const endpoint& server,
                                                      std::span<const std::byte> request,
                                                      std::size_t limit = 1 << 20);

/// The server's whole life for one client: listen on `local`, tell `ready` where (the
/// port is known by then), accept one client, stop listening, echo until that client has
/// finished sending, close gracefully. Returns how many bytes were echoed. Connection
/// and listening socket are released on every path.
[[nodiscard]] net::result<std::uint64_t>
echo_one_client(const endpoint& local,
                void (*ready)(const endpoint& where, void* context), void* context);

} // namespace tcp
