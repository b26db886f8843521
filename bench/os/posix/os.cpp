#include "../os.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace bench::os {
namespace {

namespace fs = std::filesystem;

std::string first_line(const char* path) {
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return line;
}

/// Clock ticks of user and system time in a line of /proc/PID/stat, with those of its
/// ended children; 0 where `parent` is not its parent. proc(5).
double ticks_of(const fs::path& stat, long parent) {
    const std::string line = first_line(stat.c_str());
    const std::size_t name_end = line.rfind(')'); // a name may contain anything
    if (name_end == std::string::npos)
        return 0;
    std::istringstream rest(line.substr(name_end + 2));
    std::string state;
    long ppid = 0, skipped = 0;
    rest >> state >> ppid;
    for (int field = 5; field < 14; ++field)
        rest >> skipped;
    double user = 0, system = 0, child_user = 0, child_system = 0;
    rest >> user >> system >> child_user >> child_system;
    return ppid == parent ? user + system + child_user + child_system : 0;
}

double seconds(const timeval& of) {
    return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) / 1e6;
}

double own_seconds() {
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage used{};
        if (::getrusage(who, &used) == 0)
            sum += seconds(used.ru_utime) + seconds(used.ru_stime);
    }
    return sum;
}

} // namespace

std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown";
}

std::string system_version() {
    utsname name{};
    if (::uname(&name) != 0)
        return "unknown";
    return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string congestion_control() {
    const auto line = first_line("/proc/sys/net/ipv4/tcp_congestion_control");
    return line.empty() ? "unknown" : line;
}

std::string steady_congestion_control() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    if (probe < 0)
        return {};
    std::string found;
    for (const char* name : {"cubic", "reno"})
        if (found.empty() &&
            set_congestion_control(static_cast<std::uintptr_t>(probe), name))
            found = name;
    ::close(probe);
    return found;
}

bool set_congestion_control([[maybe_unused]] std::uintptr_t socket,
                            [[maybe_unused]] const std::string& name) noexcept {
#ifdef TCP_CONGESTION
    return ::setsockopt(static_cast<int>(socket), IPPROTO_TCP, TCP_CONGESTION,
                        name.data(), static_cast<socklen_t>(name.size())) == 0;
#else
    return false;
#endif
}

double load() {
    double average = -1;
    return ::getloadavg(&average, 1) == 1 ? average : -1;
}

work work_so_far() {
    const double tick = 1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
    std::istringstream all(first_line("/proc/stat"));
    std::string word;
    double user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, soft = 0;
    if (!(all >> word >> user >> nice >> system >> idle >> waiting >> irq >> soft))
        return {};
    work now;
    now.all = (user + nice + system + irq + soft) * tick;
    now.ours = own_seconds();
    // The servers, which still run.
    std::error_code error;
    for (fs::directory_iterator at("/proc", error), end; !error && at != end;
         at.increment(error))
        if (const auto name = at->path().filename().string();
            name.find_first_not_of("0123456789") == std::string::npos)
            now.ours += ticks_of(at->path() / "stat", ::getpid()) * tick;
    return now;
}

std::uint64_t raise_open_files() noexcept {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
    static_cast<void>(::getrlimit(RLIMIT_NOFILE, &limit));
    return limit.rlim_cur;
}

} // namespace bench::os
