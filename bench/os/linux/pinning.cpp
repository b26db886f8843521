// Processors, and who runs on which: sched_setaffinity(2).
#include "../os.hpp"

#include <sched.h>

namespace bench::os {

std::vector<int> allowed_processors() {
    std::vector<int> all;
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        for (int i = 0; i < CPU_SETSIZE; ++i)
            if (CPU_ISSET(i, &set))
                all.push_back(i);
    return all;
}

bool keep_thread_on(const std::vector<int>& processors) noexcept {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int each : processors)
        CPU_SET(static_cast<std::size_t>(each), &set);
    return ::sched_setaffinity(0, sizeof set, &set) == 0;
}

bool keep_children_on(const std::vector<int>& processors) noexcept {
    return keep_thread_on(processors); // fork hands it on
}

} // namespace bench::os
