// Echo on libevent's bufferevents, one loop: the book's echo server (08_listener). What
// has come moves from the input buffer to the output buffer; the library does the rest.
#include <cstring>
#include <iostream>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "baseline/command_line.hpp"

namespace {

void on_read(bufferevent* client, void*) {
    if (evbuffer_add_buffer(bufferevent_get_output(client),
                            bufferevent_get_input(client)) != 0)
        bufferevent_free(client);
}

void on_written(bufferevent* client, void*) {
    bufferevent_free(client);
}

void on_event(bufferevent* client, short what, void*) {
    const bool left = evbuffer_get_length(bufferevent_get_output(client)) > 0;
    if ((what & BEV_EVENT_EOF) != 0 && left) // freed when the rest of the echo is gone
        bufferevent_setcb(client, nullptr, on_written, on_event, nullptr);
    else if ((what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) != 0)
        bufferevent_free(client);
}

void on_client(evconnlistener* listener, evutil_socket_t descriptor, sockaddr*, int,
               void*) {
    bufferevent* const client = bufferevent_socket_new(evconnlistener_get_base(listener),
                                                       descriptor, BEV_OPT_CLOSE_ON_FREE);
    if (client == nullptr) {
        evutil_closesocket(descriptor);
        return;
    }
    // A bufferevent receives and sends a few KiB at a time. With Nagle's algorithm the
    // second piece of an answer would wait for a delayed acknowledgment, 40 ms on Linux.
    const int on = 1;
    if (::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        std::cerr << "no TCP_NODELAY\n";
    bufferevent_setcb(client, on_read, nullptr, on_event, nullptr);
    if (bufferevent_enable(client, EV_READ | EV_WRITE) != 0)
        bufferevent_free(client);
}

int fail(const char* what) {
    std::cerr << what << ": " << evutil_socket_error_to_string(EVUTIL_SOCKET_ERROR())
              << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    event_base* const base = event_base_new();
    if (base == nullptr)
        return fail("cannot begin");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(wanted.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const local = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    evconnlistener* const listener =
        evconnlistener_new_bind(base, on_client, nullptr, LEV_OPT_CLOSE_ON_FREE, 4096,
                                local, static_cast<int>(size));
    if (listener == nullptr ||
        ::getsockname(evconnlistener_get_fd(listener), local, &size) != 0)
        return fail("cannot listen");
    evconnlistener_set_error_cb(
        listener, [](evconnlistener*, void*) { std::exit(fail("cannot accept")); });
    std::cout << "listening on 127.0.0.1:" << ntohs(address.sin_port) << std::endl;
    return event_base_dispatch(base) == 0 ? 0 : 1;
}
