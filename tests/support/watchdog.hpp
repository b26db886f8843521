// Ends a test process that has waited for too long.
#pragma once

#include <chrono>

namespace support {

/// Told by the watchdog before it ends the process; the report implements it.
void watchdog_expired(std::chrono::milliseconds limit);

namespace watchdog {

/// The exit status of a process that the watchdog ended.
inline constexpr int exit_status = 97;

/// From now on the process ends after `limit`, unless stop() comes first.
void start(std::chrono::milliseconds limit);
void stop();

/// When start() was called last.
[[nodiscard]] std::chrono::steady_clock::time_point started();

} // namespace watchdog
} // namespace support
