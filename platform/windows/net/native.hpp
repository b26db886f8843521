// The type of a socket handle on Windows: an unsigned integer as wide as a pointer.
#pragma once

#include <cstdint>

namespace net {

/// A socket as the system names it. On Windows a SOCKET: unsigned, as wide as a
/// pointer (64 bits on today's machines), and any value but INVALID_SOCKET may be
/// valid, 0 included. So `handle < 0` is never true, and an int may lose half of it.
using native_handle = std::uintptr_t;

/// The value that names no socket. On Windows INVALID_SOCKET: all bits set.
inline constexpr native_handle invalid_handle = ~native_handle{0};

} // namespace net
