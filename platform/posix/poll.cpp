#include <cerrno>
#include <limits>
#include <vector>

#include <net/os.hpp>

#include <poll.h>

#include "native_address.hpp"

namespace net::os {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::vector<pollfd> to_native(std::span<const poll_entry> entries) {
    std::vector<pollfd> list;
    list.reserve(entries.size());
    for (const auto& e : entries) {
        const int wanted = (e.want_read ? POLLIN : 0) | (e.want_write ? POLLOUT : 0);
        list.push_back({e.handle, static_cast<short>(wanted), 0});
    }
    return list;
}

void from_native(const std::vector<pollfd>& list, std::span<poll_entry> entries) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        const int seen = list[i].revents;
        poll_entry& e = entries[i];
        e.hung_up = (seen & POLLHUP) != 0;
        e.failed = (seen & (POLLERR | POLLNVAL)) != 0;
        // A recv on a socket that hung up or failed does not wait either.
        e.can_read = e.want_read && (seen & (POLLIN | POLLHUP | POLLERR)) != 0;
        e.can_write = e.want_write && (seen & (POLLOUT | POLLERR)) != 0;
    }
}

/// Whole milliseconds until the deadline, rounded up so that the wait never ends early.
int remaining(const std::optional<clock::time_point>& deadline) {
    if (!deadline)
        return -1;
    const auto left = std::chrono::ceil<milliseconds>(*deadline - clock::now()).count();
    if (left <= 0)
        return 0;
    constexpr auto most = std::numeric_limits<int>::max();
    return left > most ? most : static_cast<int>(left);
}

} // namespace

result<std::size_t> poll(std::span<poll_entry> entries,
                         std::optional<milliseconds> limit) {
    if (limit && limit->count() < 0)
        return unexpected(native_error(EINVAL));
    std::optional<clock::time_point> deadline;
    // A limit beyond the clock's range is as good as none.
    if (limit && *limit < std::chrono::hours(24 * 365 * 100))
        deadline = clock::now() + *limit;
    auto list = to_native(entries);
    for (;;) {
        const int ready =
            ::poll(list.data(), static_cast<nfds_t>(list.size()), remaining(deadline));
        if (ready < 0 && errno != EINTR)
            return posix::last_error();
        // EINTR, or a wait longer than an int can say: go on until the deadline.
        if (ready > 0 || (ready == 0 && deadline && clock::now() >= *deadline)) {
            from_native(list, entries);
            return static_cast<std::size_t>(ready);
        }
    }
}

} // namespace net::os
