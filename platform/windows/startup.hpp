// What every Winsock call here needs: Winsock itself, begun, and the last error.
#pragma once

#include <system_error>

namespace net::windows {

/// Begins Winsock (WSAStartup) once per process, before the first socket, in whatever
/// order global constructors run. Empty: it is ready. Any thread may call it.
[[nodiscard]] std::error_code start() noexcept;

/// The error of the Winsock call that this thread made last, in net::native_category().
[[nodiscard]] std::error_code last_error() noexcept;

} // namespace net::windows
