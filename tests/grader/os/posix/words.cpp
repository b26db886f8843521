// Where things are, and how they are called, on POSIX.
#include "../process.hpp"
#include "signal_words.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>

#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

namespace grader::os {

std::string in_words(const exit_status& status) {
    switch (status.kind) {
    case exit_status::how::exited:
        return "ended with status " + std::to_string(status.value);
    case exit_status::how::crashed: {
        const char* words = signal_in_words(static_cast<int>(status.value));
        return "was ended by " +
               (words ? std::string(words) : "signal " + std::to_string(status.value));
    }
    case exit_status::how::timed_out:
        return "still runs";
    case exit_status::how::unknown:
        break;
    }
    return "ended, but the system does not say how";
}

bool ended_by_others(const exit_status& status) noexcept {
    if (status.kind != exit_status::how::crashed)
        return false;
    for (const int number : {SIGKILL, SIGTERM, SIGINT, SIGQUIT, SIGHUP})
        if (status.value == number)
            return true;
    return false;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
    const char* path = std::getenv("PATH"); // NOLINT: nobody changes it meanwhile
    std::string_view rest = path ? path : "/usr/bin:/bin";
    while (true) {
        const std::size_t colon = rest.find(':');
        std::filesystem::path candidate(rest.substr(0, colon));
        candidate = (candidate.empty() ? "." : candidate) / name;
        std::error_code error;
        if (std::filesystem::is_regular_file(candidate, error) &&
            ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        if (colon == std::string_view::npos)
            return std::nullopt;
        rest.remove_prefix(colon + 1);
    }
}

std::filesystem::path own_path() {
#ifdef __APPLE__
    std::uint32_t size = 0;
    ::_NSGetExecutablePath(nullptr, &size);
    std::string name(size, '\0');
    if (::_NSGetExecutablePath(name.data(), &size) != 0)
        return {};
    return std::filesystem::weakly_canonical(name.c_str());
#else
    std::error_code error;
    for (const char* link :
         {"/proc/self/exe", "/proc/curproc/file", "/proc/curproc/exe"}) {
        const auto found = std::filesystem::read_symlink(link, error);
        if (!error)
            return found;
    }
#ifdef __linux__
    // In a jail there is no /proc: the name that execve(2) was called with
    // (getauxval(3)).
    const auto* name = reinterpret_cast<const char*>(::getauxval(AT_EXECFN)); // NOLINT
    if (name != nullptr)
        return std::filesystem::weakly_canonical(name, error);
#endif
    return {};
#endif
}

std::string_view program_suffix() noexcept {
    return "";
}

std::string_view system_name() noexcept {
#if defined(__linux__)
    return "linux";
#elif defined(__APPLE__)
    return "macos";
#else
    return "bsd";
#endif
}

void forget_environment(const char* name) noexcept {
    ::unsetenv(name);
}

long long own_id() noexcept {
    return ::getpid();
}

std::chrono::nanoseconds own_processor_time() noexcept {
    timespec used{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
        return {};
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

} // namespace grader::os
