// net::poll on WSAPoll, made to say what poll(2) says.
#include <algorithm>
#include <vector>

#include <winsock2.h>

#include <net/error.hpp>
#include <net/os.hpp>

#include "connect_watch.hpp"
#include "startup.hpp"

namespace net::os {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How long one WSAPoll may last while somebody waits to write: perhaps for the end of a
/// connect, whose failure only select reports on older systems.
constexpr milliseconds watch_interval{50};
/// How long to rest where WSAPoll would return at once, again and again.
constexpr milliseconds rest{10};

/// A time limit that has no end, or an absolute one.
class deadline {
  public:
    explicit deadline(std::optional<milliseconds> limit) {
        // A limit beyond the clock's range is as good as none.
        if (limit && *limit < std::chrono::hours(24 * 365 * 100))
            end_ = clock::now() + *limit;
    }
    [[nodiscard]] bool over() const { return end_ && clock::now() >= *end_; }
    /// Whole milliseconds left, at most `most`, rounded up: timers here tick every 15 ms
    /// and may wake early, so waiting is always in a loop.
    [[nodiscard]] DWORD left(milliseconds most) const {
        auto wait = most;
        if (end_)
            wait = std::min(wait, std::chrono::ceil<milliseconds>(*end_ - clock::now()));
        return static_cast<DWORD>(std::max<milliseconds::rep>(wait.count(), 0));
    }

  private:
    std::optional<clock::time_point> end_;
};

bool is_socket(SOCKET s) noexcept {
    int type = 0;
    int size = sizeof type;
    return getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &size) == 0;
}

/// WSAPoll's POLLHUP means less than poll's: the peer's FIN alone raises it, while this
/// side may still send. Then it is the end of the stream, no more; recv knows.
bool only_end_of_stream(SOCKET s) noexcept {
    char byte = 0;
    return ::recv(s, &byte, 1, MSG_PEEK) >= 0;
}

struct watched {
    std::vector<WSAPOLLFD> list;
    std::vector<poll_entry*> owner; ///< list[i] is about *owner[i]
    bool writing = false;           ///< somebody wants to write

    explicit watched(std::span<poll_entry> entries) {
        for (auto& e : entries) {
            e.can_read = e.can_write = e.failed = e.hung_up = false;
            // WSAPoll wants at least one socket and fails where there is none.
            if (e.handle == invalid_handle)
                continue;
            // Nothing else may be asked for: POLLPRI or POLLHUP are WSAEINVAL.
            const int wanted =
                (e.want_read ? POLLRDNORM : 0) | (e.want_write ? POLLWRNORM : 0);
            list.push_back({e.handle, static_cast<SHORT>(wanted), 0});
            owner.push_back(&e);
            writing = writing || e.want_write;
        }
    }

    void read_answers() {
        for (std::size_t i = 0; i < list.size(); ++i) {
            poll_entry& e = *owner[i];
            const int seen = list[i].revents;
            const bool end = (seen & POLLHUP) != 0;
            e.failed = (seen & (POLLERR | POLLNVAL)) != 0;
            e.hung_up = end && (e.failed || !only_end_of_stream(list[i].fd));
            // At the end of the stream WSAPoll sets POLLHUP without POLLRDNORM.
            e.can_read = e.want_read && (seen & (POLLRDNORM | POLLHUP | POLLERR)) != 0;
            e.can_write = e.want_write && (seen & (POLLWRNORM | POLLERR)) != 0;
        }
    }

    void mark_failed_connects() {
        std::vector<native_handle> asked;
        for (const auto* e : owner)
            if (e->want_write && !e->can_write && !e->failed)
                asked.push_back(e->handle);
        for (const auto socket : windows::failed_connects(asked))
            for (auto* e : owner)
                if (e->handle == socket) {
                    e->failed = e->hung_up = true;
                    e->can_read = e->want_read;
                    e->can_write = e->want_write;
                }
    }

    /// WSAPoll refuses a list without any socket in it (WSAENOTSOCK; its page says
    /// WSAEINVAL); poll(2) marks each entry. False: that was not the reason.
    [[nodiscard]] bool mark_invalid() {
        bool any = false;
        for (auto& one : list) {
            one.revents = is_socket(one.fd) ? 0 : POLLNVAL;
            any = any || one.revents != 0;
        }
        return any;
    }

    [[nodiscard]] std::size_t ready() const {
        return static_cast<std::size_t>(
            std::count_if(owner.begin(), owner.end(), [](const poll_entry* e) {
                return e->can_read || e->can_write || e->failed || e->hung_up;
            }));
    }
};

/// One WSAPoll, and what else there is to ask. How many entries have something to say.
result<std::size_t> look(watched& set, DWORD wait) {
    const int seen = WSAPoll(set.list.data(), static_cast<ULONG>(set.list.size()),
                             static_cast<INT>(wait));
    if (seen == SOCKET_ERROR) {
        const auto error = windows::last_error();
        if (!set.mark_invalid())
            return unexpected(error);
    }
    set.read_answers();
    if (set.writing)
        set.mark_failed_connects();
    return set.ready();
}

} // namespace

result<std::size_t> poll(std::span<poll_entry> entries,
                         std::optional<milliseconds> limit) {
    if (limit && limit->count() < 0)
        return unexpected(native_error(WSAEINVAL));
    const deadline until(limit);
    watched set(entries);
    // Neither WSAPoll nor select takes an empty set; poll(2) waits.
    const bool empty = set.list.empty();
    const milliseconds longest = set.writing ? watch_interval : std::chrono::hours(24);
    for (bool spinning = false;;) {
        if (empty || spinning)
            Sleep(until.left(empty ? longest : rest));
        if (!empty) {
            const auto before = clock::now();
            const auto ready = look(set, until.left(longest));
            if (!ready || *ready > 0)
                return ready;
            // A half-closed socket that nobody wants to read raises POLLHUP at once.
            spinning = clock::now() - before < milliseconds(1);
        }
        if (until.over())
            return std::size_t{0};
    }
}

} // namespace net::os
