// POSIX has no call that says where a thread runs; macOS has none at all.
#include "../os.hpp"

namespace bench::os {

std::vector<int> allowed_processors() {
    return {};
}

bool keep_thread_on(const std::vector<int>&) noexcept {
    return false;
}

bool keep_children_on(const std::vector<int>&) noexcept {
    return false;
}

} // namespace bench::os
