// What the benchmarks ask the system for, besides sockets. One folder is chosen by CMake.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench::os {

/// The processors on which this process may run; empty: the system does not say.
[[nodiscard]] std::vector<int> allowed_processors();

/// Keeps this thread on these processors. False: it is not allowed, or the system (macOS)
/// has no such call.
[[nodiscard]] bool keep_thread_on(const std::vector<int>& processors) noexcept;

/// Processes that this thread starts from now on are kept on these. (So is the thread, or
/// even its whole process: what the systems hand on differs.)
[[nodiscard]] bool keep_children_on(const std::vector<int>& processors) noexcept;

/// "Intel(R) Xeon(R) Processor", "Linux 6.18.44 x86_64", "bbr"; "unknown" where the
/// system does not say.
[[nodiscard]] std::string processor_name();
[[nodiscard]] std::string system_version();
[[nodiscard]] std::string congestion_control();

/// What a program may set for a socket of its own, that is known everywhere and does not
/// time itself: "cubic", else "reno"; empty: this system lets it set none.
[[nodiscard]] std::string steady_congestion_control();

/// Sets it for one connected socket (its native handle); false: it may not be set.
[[nodiscard]] bool set_congestion_control(std::uintptr_t socket,
                                          const std::string& name) noexcept;

/// How many programs wanted to run, on the average of the last minute; negative: unknown.
[[nodiscard]] double load();

/// Seconds that all processors together have worked since some fixed moment, and the part
/// of it that this process and its ended and living children took; negative: unknown.
struct work {
    double all = -1, ours = -1;
};
[[nodiscard]] work work_so_far();

/// So that thousands of sockets can be open: raises this process's limit as far as it
/// goes, and returns it.
std::uint64_t raise_open_files() noexcept;

} // namespace bench::os
