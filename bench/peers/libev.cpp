// Echo on libev, one loop: a watcher for each connection, whose callback does our own
// calls (ev(3), "ev_io"). The watcher waits for room to send in only while it must.
#include <iostream>
#include <memory>

#include <ev.h>

#include "baseline/echoing.hpp"
#include "baseline/listening.hpp"

namespace {

namespace baseline = bench::baseline;
using baseline::next;

struct client {
    ev_io watcher{};
    baseline::echoing bytes;
};

void watch(struct ev_loop* loop, ev_io& watcher, int events) {
    ev_io_set(&watcher, watcher.fd, events);
    ev_io_start(loop, &watcher);
}

void on_ready(struct ev_loop* loop, ev_io* watcher, int events) {
    auto* const now = static_cast<client*>(watcher->data);
    const int fd = watcher->fd;
    const bool wrote = (events & EV_WRITE) != 0;
    const next then = wrote ? now->bytes.writable(fd) : now->bytes.readable(fd);
    const bool writes = then == next::write;
    if (then != next::close && writes == wrote)
        return;
    ev_io_stop(loop, watcher);
    if (then != next::close) {
        watch(loop, *watcher, writes ? EV_WRITE : EV_READ);
        return;
    }
    delete now;
    baseline::close_handle(fd);
}

void on_client(struct ev_loop* loop, ev_io* listening, int) {
    int fd = baseline::no_handle;
    if (!baseline::take_client(listening->fd, fd))
        std::exit(baseline::fail("cannot accept"));
    if (fd == baseline::no_handle)
        return;
    if (!baseline::set_nonblocking(fd)) {
        baseline::close_handle(fd);
        return;
    }
    auto* const made = std::make_unique<client>().release(); // deleted by on_ready
    ev_io_init(&made->watcher, on_ready, fd, EV_READ);
    made->watcher.data = made;
    ev_io_start(loop, &made->watcher);
}

} // namespace

int main(int argc, char** argv) {
    const auto listening = baseline::listen_on(baseline::read_command_line(argc, argv));
    if (listening == baseline::no_handle)
        return 1;
    struct ev_loop* const loop = ev_default_loop(EVFLAG_AUTO);
    if (loop == nullptr || !baseline::set_nonblocking(listening))
        return baseline::fail("cannot begin");
    ev_io accepts;
    ev_io_init(&accepts, on_client, listening, EV_READ);
    ev_io_start(loop, &accepts);
    ev_run(loop, 0);
    return 1;
}
