// Echo on libevent's events, one loop: the library tells which descriptor is ready, the
// calls are our own, as in the book's "server with Libevent" on raw events (01_intro).
#include <iostream>
#include <memory>

#include <event2/event.h>

#include "baseline/echoing.hpp"
#include "baseline/listening.hpp"

namespace {

namespace baseline = bench::baseline;
using baseline::next;

struct client {
    event* readable = nullptr;
    event* writable = nullptr;
    baseline::echoing bytes;

    client() = default;
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client() {
        for (event* each : {readable, writable})
            if (each != nullptr)
                event_free(each);
    }
};

void close(client* which, evutil_socket_t descriptor) {
    delete which;
    baseline::close_handle(descriptor);
}

void on_writable(evutil_socket_t descriptor, short, void* context) {
    auto* const now = static_cast<client*>(context);
    const next then = now->bytes.writable(descriptor);
    event* const wanted = then == next::write ? now->writable : now->readable;
    if (then == next::close || event_add(wanted, nullptr) != 0)
        close(now, descriptor);
}

void on_readable(evutil_socket_t descriptor, short, void* context) {
    auto* const now = static_cast<client*>(context);
    const next then = now->bytes.readable(descriptor);
    if (then == next::close ||
        (then == next::write &&
         (event_del(now->readable) != 0 || event_add(now->writable, nullptr) != 0)))
        close(now, descriptor);
}

void on_client(evutil_socket_t listening, short, void* context) {
    auto* const base = static_cast<event_base*>(context);
    evutil_socket_t descriptor = baseline::no_handle;
    if (!baseline::take_client(listening, descriptor))
        std::exit(baseline::fail("cannot accept"));
    if (descriptor == baseline::no_handle)
        return;
    auto made = std::make_unique<client>();
    made->readable =
        event_new(base, descriptor, EV_READ | EV_PERSIST, on_readable, made.get());
    made->writable = event_new(base, descriptor, EV_WRITE, on_writable, made.get());
    if (made->readable == nullptr || made->writable == nullptr ||
        evutil_make_socket_nonblocking(descriptor) != 0 ||
        event_add(made->readable, nullptr) != 0)
        close(made.release(), descriptor);
    else
        made.release(); // deleted by close
}

} // namespace

int main(int argc, char** argv) {
    const auto listening = baseline::listen_on(baseline::read_command_line(argc, argv));
    if (listening == baseline::no_handle)
        return 1;
    event_base* const base = event_base_new();
    event* const accepts =
        base == nullptr
            ? nullptr
            : event_new(base, listening, EV_READ | EV_PERSIST, on_client, base);
    if (accepts == nullptr || evutil_make_socket_nonblocking(listening) != 0 ||
        event_add(accepts, nullptr) != 0)
        return baseline::fail("cannot begin");
    return event_base_dispatch(base) == 0 ? 0 : 1;
}
