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
    /// in TIME-WAIT (RFC 9293 section 3.6.1); set before bind. On POSIX this is
    /// SO_REUSEADDR: the endpoint of a socket that listens stays taken. On Windows,
    /// where SO_REUSEADDR would let one process steal another's port, sockets have
    /// SO_EXCLUSIVEADDRUSE from their creation: this option is accepted, changes
    /// nothing and is answered with 0.
    reuse_address,
    /// 0 or 1. Send small pieces at once (TCP_NODELAY switches Nagle's algorithm off).
    no_delay,
    /// 0 or 1. An IPv6 socket takes IPv6 only (IPV6_V6ONLY). net::socket sets it to 1,
    /// for the systems' defaults differ; set before bind. OpenBSD refuses 0.
    v6_only,
    /// Seconds, from 0 to 65535, or -1. -1, the default: close returns at once, and the
    /// system delivers what was sent in the background. 0: close throws unsent bytes
    /// away and resets the connection. More: close waits, at most so long, until the
    /// peer's system has what was sent; Windows then resets the connection. SO_LINGER.
    linger,
    /// Milliseconds, which the system may round up; 0 waits for ever. A blocking recv
    /// that waits longer fails with condition::timed_out. Then close the socket: on
    /// Windows the connection's state is not defined any more. SO_RCVTIMEO.
    receive_timeout,
    /// The same for a blocking send. SO_SNDTIMEO.
    send_timeout,
    /// Bytes. The system may round it (Linux doubles it). SO_RCVBUF.
    receive_buffer,
    /// Bytes. The system may round it (Linux doubles it). SO_SNDBUF.
    send_buffer,
    /// Read only: the error that a non-blocking connect ended with, or another that came
    /// while no call was under way, as a native value; or 0. Reading it clears it.
    /// SO_ERROR.
    pending_error,
};

/// Sets an option. BSD and Winsock: setsockopt. Does not block.
/// Errors: invalid_argument (a value beyond an int or the option's own range, or too late
/// for this option), no_protocol_option (not an option of this socket, or read only).
/// See setsockopt(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-setsockopt
[[nodiscard]] result<void> set_option(native_handle socket, option name,
                                      std::int64_t value);

/// Asks for an option, in the unit that option documents. BSD and Winsock: getsockopt.
/// Does not block. Errors: no_protocol_option (not an option of this socket).
/// See getsockopt(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-getsockopt
[[nodiscard]] result<std::int64_t> get_option(native_handle socket, option name);

/// Makes calls on the socket return at once instead of waiting, or wait again.
/// BSD: fcntl(fd, F_SETFL, O_NONBLOCK). Winsock: ioctlsocket(s, FIONBIO, &mode).
/// Does not block. Errors: bad_file_descriptor (Windows: not_a_socket). See fcntl(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-ioctlsocket
[[nodiscard]] result<void> set_nonblocking(native_handle socket, bool on);

/// option::receive_timeout with a type that knows its unit; rounded up to a whole
/// millisecond. Errors: invalid_argument (negative, or 2^31 ms and more: 24 days), and
/// those of set_option.
[[nodiscard]] result<void> set_receive_timeout(native_handle socket,
                                               std::chrono::nanoseconds limit);

/// option::send_timeout, as set_receive_timeout.
[[nodiscard]] result<void> set_send_timeout(native_handle socket,
                                            std::chrono::nanoseconds limit);

/// option::linger: std::nullopt is the system's default; 0 s makes close send a reset.
/// Errors: invalid_argument (negative, or above 65535 s), and those of set_option.
[[nodiscard]] result<void> set_linger(native_handle socket,
                                      std::optional<std::chrono::seconds> limit);

} // namespace net
