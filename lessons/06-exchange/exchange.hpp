// Lesson 06: bytes, in both directions, however the system cuts them up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "../01-socket/socket.hpp"

namespace tcp {

/// Sends every byte, in order, with as many calls as that takes. Nothing to send:
/// success, and no call is made. Errors: those of net::send, unchanged; how many bytes
/// went out before is then unknown to the caller.
[[nodiscard]] net::result<void> send_all(const socket& s,
                                         std::span<const std::byte> data);

/// Receives what is there, at least one byte and at most the buffer's size, with ONE
/// call of net::recv. 0 says that the peer has finished sending: the end of the stream.
/// Only the first `result` bytes of the buffer are touched. An empty buffer is
/// std::errc::invalid_argument, for its 0 could not be told from the end, and no call is
/// made. Errors: those of net::recv, unchanged; would_block and timed_out are no end.
[[nodiscard]] net::result<std::size_t> receive_some(const socket& s,
                                                    std::span<std::byte> buffer);

/// Receives until the buffer is full or the stream has ended, and returns how many bytes
/// there are: fewer than the buffer's size only at the end of the stream. Takes no byte
/// more than fits. An empty buffer: 0, and no call is made. Errors: those of net::recv.
[[nodiscard]] net::result<std::size_t> receive_exactly(const socket& s,
                                                       std::span<std::byte> buffer);

/// Sends back what arrives, byte for byte and in order, until the peer has finished
/// sending, and returns how many bytes that were (RFC 862). Uses memory of a fixed size,
/// however much arrives. It closes nothing. Errors: those of net::recv and net::send.
[[nodiscard]] net::result<std::uint64_t> echo(const socket& s);

} // namespace tcp
