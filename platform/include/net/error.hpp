// What can go wrong, under one set of names for BSD sockets and Winsock.
#pragma once

#include <string_view>
#include <system_error>

namespace net {

/// The category of every error that a net:: call reports, but for those that
/// net::getaddrinfo has of its own (net::name_category). The value is the system's own:
/// errno on POSIX, WSAGetLastError() on Windows. Compare with std::errc (`error ==
/// std::errc::connection_refused`) or with net::condition; both work on either system.
/// message() speaks in words and ends in the system's name for the error, such as
/// (ECONNREFUSED) or (WSAECONNREFUSED).
[[nodiscard]] const std::error_category& native_category() noexcept;

/// The error with this errno (POSIX) or WSA code (Windows).
[[nodiscard]] inline std::error_code native_error(int code) noexcept {
    return {code, native_category()};
}

/// The native error that means the same as a portable one. Where the system has none,
/// the nearest that it can report; where there is none either, the portable one itself.
[[nodiscard]] std::error_code native_error(std::errc portable) noexcept;

/// The system's name of an error, such as "ECONNREFUSED" or "WSAECONNREFUSED";
/// empty where it is not an error of this category or not one that a socket call
/// is known to report.
[[nodiscard]] std::string_view error_name(std::error_code error) noexcept;

/// Errors that go by several names. Each matches every spelling, on both systems.
enum class condition {
    /// The socket is non-blocking and the call would have had to wait.
    /// EAGAIN, EWOULDBLOCK; WSAEWOULDBLOCK.
    would_block = 1,
    /// A non-blocking connect has begun and has not ended.
    /// EINPROGRESS, EALREADY; WSAEWOULDBLOCK (from connect), WSAEINPROGRESS, WSAEALREADY.
    in_progress,
    /// Nothing more can be sent or received: the other side has closed or reset the
    /// connection, this system gave it up, or this side has shut down sending.
    /// EPIPE, ECONNRESET, ECONNABORTED, EPROTOTYPE (macOS);
    /// WSAECONNRESET, WSAECONNABORTED, WSAENETRESET, WSAESHUTDOWN.
    peer_gone,
    /// A time limit passed: one set with an option, or one of TCP's own.
    /// ETIMEDOUT; WSAETIMEDOUT.
    timed_out,
    /// accept took a client from the queue whose connection has failed while it waited:
    /// it left, or the network or a firewall of this machine was in its way. The next
    /// accept meets the next client. ECONNABORTED; on Linux also ENETDOWN, EPROTO,
    /// ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH, as
    /// accept(2) lists them, and EPERM; WSAECONNRESET (from accept), WSAECONNABORTED.
    client_lost,
};

/// The category of net::condition. It compares with errors of native_category() only.
[[nodiscard]] const std::error_category& condition_category() noexcept;

/// Lets an error be compared with a condition: `error == net::condition::would_block`.
/// The standard library finds it by this name ([syserr.errcondition.nonmembers]).
[[nodiscard]] inline std::error_condition make_error_condition(condition c) noexcept {
    return {static_cast<int>(c), condition_category()};
}

} // namespace net

template <>
struct std::is_error_condition_enum<net::condition> : std::true_type {};
