// Ends a test process that has waited for too long.
#pragma once

#include <chrono>

namespace support {

/// Told by the watchdog before it ends the process; the report implements it. `starved`:
/// see watchdog::starved, which must not be called from there.
void watchdog_expired(std::chrono::milliseconds limit, bool starved);

namespace watchdog {

/// The exit status of a process that the watchdog ended.
inline constexpr int exit_status = 97;

/// From now on the process ends after `limit`, or when it has used `processor_limit` of
/// processor time, unless stop() comes first.
void start(std::chrono::milliseconds limit, std::chrono::milliseconds processor_limit);
void stop();

/// All limits lie this much later: the test waits so long on purpose.
void extend(std::chrono::milliseconds span);

/// Whether the time since start() is so far over that the test's own waits have given up.
[[nodiscard]] bool late();

/// Whether it is late, and this process neither waited in all that time nor had the
/// processor: other work on this machine may be why it is late.
/// Then a wider limit would tell. What hangs uses no processor; a loop without an end
/// uses all that one gives.
[[nodiscard]] bool starved();

/// When start() was called last, later by what extend() was told since.
[[nodiscard]] std::chrono::steady_clock::time_point started();

} // namespace watchdog
} // namespace support
