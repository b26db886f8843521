// Echo on libuv, one loop: the guide's tcp-echo-server, with uv_try_write first (what it
// takes needs no request), and one read buffer for all, which is free again by then.
#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <memory>
#include <vector>

#include <uv.h>

#include "baseline/command_line.hpp"

namespace {

struct client {
    uv_tcp_t stream{};
    uv_write_t request{};
    std::vector<char> left; // what uv_try_write did not take
};

client& of(uv_stream_t* stream) {
    return *static_cast<client*>(stream->data);
}

void close(uv_stream_t* stream) {
    uv_close(reinterpret_cast<uv_handle_t*>(stream),
             [](uv_handle_t* handle) { delete static_cast<client*>(handle->data); });
}

void lend_buffer(uv_handle_t*, std::size_t, uv_buf_t* into) {
    static std::array<char, 64 * 1024> buffer;
    *into = uv_buf_init(buffer.data(), static_cast<unsigned>(buffer.size()));
}

void on_read(uv_stream_t* stream, ssize_t received, const uv_buf_t* buffer);

/// Writes the rest, and reads no more until it is gone.
void write_left(uv_stream_t* stream, const char* data, std::size_t size) {
    client& now = of(stream);
    now.left.assign(data, data + size);
    const uv_buf_t rest =
        uv_buf_init(now.left.data(), static_cast<unsigned>(now.left.size()));
    const auto written = [](uv_write_t* request, int status) {
        if (status < 0 || uv_read_start(request->handle, lend_buffer, on_read) < 0)
            close(request->handle);
    };
    if (uv_read_stop(stream) < 0 || uv_write(&now.request, stream, &rest, 1, written) < 0)
        close(stream);
}

void on_read(uv_stream_t* stream, ssize_t received, const uv_buf_t* buffer) {
    if (received == 0) // would have had to wait
        return;
    if (received < 0) { // the end of the stream, or an error
        close(stream);
        return;
    }
    const auto size = static_cast<std::size_t>(received);
    const uv_buf_t echo = uv_buf_init(buffer->base, static_cast<unsigned>(size));
    const int sent = uv_try_write(stream, &echo, 1);
    if (sent < 0 && sent != UV_EAGAIN)
        close(stream);
    else if (const auto gone = static_cast<std::size_t>(std::max(sent, 0)); gone < size)
        write_left(stream, buffer->base + gone, size - gone);
}

void on_client(uv_stream_t* listening, int status) {
    if (status < 0) {
        std::cerr << "cannot accept: " << uv_strerror(status) << '\n';
        std::exit(1);
    }
    auto made = std::make_unique<client>();
    if (uv_tcp_init(listening->loop, &made->stream) < 0)
        return;
    client* const now = made.release(); // deleted when its handle is closed
    now->stream.data = now;
    auto* const stream = reinterpret_cast<uv_stream_t*>(&now->stream);
    if (uv_accept(listening, stream) < 0 ||
        uv_read_start(stream, lend_buffer, on_read) < 0)
        close(stream);
}

int fail(const char* what, int error) {
    std::cerr << what << ": " << uv_strerror(error) << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    const auto wanted = bench::baseline::read_command_line(argc, argv);
    uv_loop_t* const loop = uv_default_loop();
    uv_tcp_t listening;
    sockaddr_in address{};
    int error = uv_tcp_init(loop, &listening);
    if (error == 0)
        error = uv_ip4_addr("127.0.0.1", wanted.port, &address);
    if (error == 0)
        error = uv_tcp_bind(&listening, reinterpret_cast<const sockaddr*>(&address), 0);
    if (error == 0)
        error = uv_listen(reinterpret_cast<uv_stream_t*>(&listening), 4096, on_client);
    int size = sizeof address;
    if (error == 0)
        error =
            uv_tcp_getsockname(&listening, reinterpret_cast<sockaddr*>(&address), &size);
    if (error != 0)
        return fail("cannot listen", error);
    std::cout << "listening on 127.0.0.1:" << ntohs(address.sin_port) << std::endl;
    return uv_run(loop, UV_RUN_DEFAULT) == 0 ? 0 : 1;
}
