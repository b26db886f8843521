// The type of a socket handle on POSIX systems: a file descriptor.
#pragma once

namespace net {

/// A socket as the system names it. On POSIX a file descriptor: a small
/// non-negative number, 0 included. See socket(2).
using native_handle = int;

/// The value that names no socket. On POSIX -1.
inline constexpr native_handle invalid_handle = -1;

} // namespace net
