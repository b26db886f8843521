// An echo server on poll: one loop for all connections. After each wait the system has
// looked at every one of them, however few have something to say.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "baseline/echoing.hpp"
#include "baseline/listening.hpp"

namespace bench::baseline {

class poll_server {
  public:
    explicit poll_server(handle listening) { add(listening); }

    /// Until it cannot go on; the status for main.
    int run(stalling pauses) {
        for (;;) {
            int ready = wait_for(items_);
            if (ready < 0 && !would_wait())
                return fail("cannot wait");
            pauses.maybe();
            // Downwards, so that the last one may take the place of one that ends.
            for (std::size_t i = items_.size(); i-- > 1 && ready > 0;) {
                if (items_[i].revents == 0)
                    continue;
                --ready;
                step(i);
            }
            if (ready > 0 && !accept())
                return fail("cannot accept");
        }
    }

  private:
    void add(handle each) {
        poll_item item{};
        item.fd = each;
        item.events = POLLIN;
        items_.push_back(item);
        states_.emplace_back();
    }

    bool accept() {
        handle client = no_handle;
        if (!take_client(items_[0].fd, client))
            return false;
        if (client == no_handle)
            return true;
        if (!set_nonblocking(client))
            return false;
        add(client);
        return true;
    }

    void step(std::size_t at) {
        poll_item& item = items_[at];
        const next then = item.events == POLLOUT ? states_[at].writable(item.fd)
                                                 : states_[at].readable(item.fd);
        item.events = then == next::write ? POLLOUT : POLLIN;
        if (then != next::close)
            return;
        close_handle(item.fd);
        item = items_.back();
        items_.pop_back();
        std::swap(states_[at], states_.back());
        states_.pop_back();
    }

    std::vector<poll_item> items_; // the listening one first
    std::vector<echoing> states_;  // the first is not used
};

inline int poll_main(int argc, char** argv) {
    const command_line wanted = read_command_line(argc, argv);
    const handle listening = listen_on(wanted);
    if (listening == no_handle)
        return 1;
    if (!set_nonblocking(listening))
        return fail("cannot make the listening socket non-blocking");
    return poll_server(listening).run(stalling(wanted));
}

} // namespace bench::baseline
