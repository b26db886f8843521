#include "../os.hpp"

#include <cstdio>
#include <cstdlib>

#include <windows.h>

namespace bench::os {
namespace {

double seconds(const FILETIME& of) {
    ULARGE_INTEGER ticks; // of 100 ns
    ticks.LowPart = of.dwLowDateTime;
    ticks.HighPart = of.dwHighDateTime;
    return static_cast<double>(ticks.QuadPart) / 1e7;
}

DWORD_PTR mask_of(const std::vector<int>& processors) {
    DWORD_PTR mask = 0;
    for (const int each : processors)
        mask |= DWORD_PTR{1} << each;
    return mask;
}

} // namespace

std::vector<int> allowed_processors() {
    DWORD_PTR ours = 0, machine = 0;
    std::vector<int> all;
    if (::GetProcessAffinityMask(::GetCurrentProcess(), &ours, &machine) == 0)
        return all;
    for (int i = 0; i < static_cast<int>(sizeof ours * 8); ++i)
        if ((ours >> i & 1) != 0)
            all.push_back(i);
    return all;
}

bool keep_thread_on(const std::vector<int>& processors) noexcept {
    return ::SetThreadAffinityMask(::GetCurrentThread(), mask_of(processors)) != 0;
}

bool keep_children_on(const std::vector<int>& processors) noexcept {
    // A new process inherits the mask of the process, and not that of the thread.
    return ::SetProcessAffinityMask(::GetCurrentProcess(), mask_of(processors)) != 0;
}

std::string processor_name() {
    const char* name = std::getenv("PROCESSOR_IDENTIFIER");
    return name != nullptr ? name : "unknown";
}

std::string system_version() {
    return "Windows"; // its version is told to programs with a manifest for it only
}

std::string congestion_control() {
    return "unknown";
}

std::string steady_congestion_control() {
    return {}; // a setting of the whole machine: netsh int tcp set supplemental
}

bool set_congestion_control(std::uintptr_t, const std::string&) noexcept {
    return false;
}

double load() {
    return -1;
}

work work_so_far() {
    FILETIME idle{}, kernel{}, user{};
    if (::GetSystemTimes(&idle, &kernel, &user) == 0)
        return {};
    work now;
    now.all = seconds(kernel) - seconds(idle) + seconds(user); // kernel contains idle
    now.ours = -1; // the servers' part is not known
    return now;
}

std::uint64_t raise_open_files() noexcept {
    return 16u << 20; // a process may have so many handles
}

} // namespace bench::os
