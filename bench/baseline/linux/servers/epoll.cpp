// An echo server on epoll: one loop for all connections. The system keeps the list of
// those that have something to say, so a wait costs the same however many are silent.
#include <array>
#include <cstddef>
#include <vector>

#include <sys/epoll.h>

#include "baseline/echoing.hpp"
#include "baseline/listening.hpp"

namespace bench::baseline {
namespace {

class epoll_server {
  public:
    epoll_server(int epoll, handle listening) : epoll_(epoll), listening_(listening) {}

    /// Until it cannot go on; the status for main.
    int run(stalling pauses) {
        if (!tell(EPOLL_CTL_ADD, listening_, EPOLLIN))
            return fail("cannot watch the listening socket");
        std::array<epoll_event, 512> events;
        for (;;) {
            const int ready =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            if (ready < 0 && !would_wait())
                return fail("cannot wait");
            pauses.maybe();
            for (int i = 0; i < ready; ++i) {
                const epoll_event& event = events[static_cast<std::size_t>(i)];
                if (event.data.fd != listening_)
                    step(event.data.fd);
                else if (!accept())
                    return fail("cannot accept");
            }
        }
    }

  private:
    struct connection {
        echoing bytes;
        bool writes = false; ///< waits for room to send in, and for nothing else
    };

    bool tell(int what, handle about, unsigned wanted) const {
        epoll_event event{};
        event.events = wanted;
        event.data.fd = about;
        return ::epoll_ctl(epoll_, what, about, &event) == 0;
    }

    bool accept() {
        handle client = no_handle;
        if (!take_client(listening_, client))
            return false;
        if (client == no_handle)
            return true;
        const auto at = static_cast<std::size_t>(client);
        if (at >= connections_.size())
            connections_.resize(2 * at + 1);
        connections_[at] = {};
        return set_nonblocking(client) && tell(EPOLL_CTL_ADD, client, EPOLLIN);
    }

    void step(handle of) {
        connection& now = connections_[static_cast<std::size_t>(of)];
        const next then = now.writes ? now.bytes.writable(of) : now.bytes.readable(of);
        const bool writes = then == next::write;
        if (then == next::close ||
            (writes != now.writes &&
             !tell(EPOLL_CTL_MOD, of, writes ? EPOLLOUT : EPOLLIN)))
            close_handle(of); // and is forgotten by epoll
        now.writes = writes;
    }

    int epoll_;
    handle listening_;
    std::vector<connection> connections_; // by descriptor: small numbers
};

int epoll_main(int argc, char** argv) {
    const command_line wanted = read_command_line(argc, argv);
    const handle listening = listen_on(wanted);
    if (listening == no_handle)
        return 1;
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0 || !set_nonblocking(listening))
        return fail("cannot begin");
    return epoll_server(epoll, listening).run(stalling(wanted));
}

} // namespace
} // namespace bench::baseline

int main(int argc, char** argv) {
    return bench::baseline::epoll_main(argc, argv);
}
