// Options of a socket, each with one unit and one meaning on every system.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <net/handle.hpp>
#include <net/result.hpp>

namespace net {

/// What can be set or asked. See socket(7), tcp(7), ipv6(7) and
/// https://learn.microsoft.com/windows/win32/winsock/sol-socket-socket-options
enum class option {
    /// 0 or 1. Bind to a port although connections of an earlier socket linger on it
    /// in TIME-WAIT (RFC 9293 section 3.6.1); set before bind. Never takes a port from
    /// a living socket: on POSIX this is SO_REUSEADDR; on Windows, where SO_REUSEADDR
    /// would let one process steal another's port, sockets have SO_EXCLUSIVEADDRUSE
    /// from their creation and this option is accepted and changes nothing.
    reuse_address,
    /// 0 or 1. Send small pieces at once (TCP_NODELAY switches Nagle's algorithm off).
    no_delay,
    /// 0 or 1. An IPv6 socket takes IPv6 only (IPV6_V6ONLY). net::socket sets it to 1,
    /// for the systems' defaults differ; set before bind.
    v6_only,
    /// Seconds, or -1 for the system's default of closing in the background. 0: close
    /// throws unsent bytes away and resets the connection. SO_LINGER.
    linger,
    /// Milliseconds; 0 waits for ever. A blocking recv that waits longer fails with
    /// condition::timed_out. SO_RCVTIMEO.
    receive_timeout,
    /// Milliseconds; 0 waits for ever. A blocking send that waits longer fails with
    /// condition::timed_out. SO_SNDTIMEO.
    send_timeout,
    /// Bytes. The system may round it (Linux doubles it). SO_RCVBUF.
    receive_buffer,
    /// Bytes. The system may round it (Linux doubles it). SO_SNDBUF.
    send_buffer,
    /// Read only: the error that a non-blocking connect ended with, as a native value,
    /// or 0. Reading it clears it. SO_ERROR.
    pending_error,
};

/// Sets an option. BSD and Winsock: setsockopt. Does not block.
/// Errors: invalid_argument, no_protocol_option, not_a_socket.
[[nodiscard]] result<void> set_option(native_handle socket, option name,
                                      std::int64_t value);

/// Asks for an option, in the unit that option documents. BSD and Winsock: getsockopt.
/// Does not block. Errors: no_protocol_option, not_a_socket.
[[nodiscard]] result<std::int64_t> get_option(native_handle socket, option name);

/// Makes calls on the socket return at once instead of waiting, or wait again.
/// BSD: fcntl(fd, F_SETFL, O_NONBLOCK). Winsock: ioctlsocket(s, FIONBIO, &mode).
/// Does not block. Errors: not_a_socket.
[[nodiscard]] result<void> set_nonblocking(native_handle socket, bool on);

/// option::receive_timeout with a type that knows its unit; rounded up to a whole
/// millisecond. Negative durations are invalid_argument.
[[nodiscard]] result<void> set_receive_timeout(native_handle socket,
                                               std::chrono::nanoseconds limit);

/// option::send_timeout, as set_receive_timeout.
[[nodiscard]] result<void> set_send_timeout(native_handle socket,
                                            std::chrono::nanoseconds limit);

/// option::linger: std::nullopt is the system's default; 0 s makes close send a reset.
[[nodiscard]] result<void> set_linger(native_handle socket,
                                      std::optional<std::chrono::seconds> limit);

} // namespace net
