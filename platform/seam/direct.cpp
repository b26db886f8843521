// The direct seam: every name forwards to the system's call and does nothing else.
#include <net/os.hpp>

namespace net {

result<native_handle> socket(address_family family, socket_type type) {
    return os::socket(family, type);
}
result<void> bind(native_handle socket, const socket_address& local) {
    return os::bind(socket, local);
}
result<void> listen(native_handle socket, int backlog) {
    return os::listen(socket, backlog);
}
result<native_handle> accept(native_handle listening, socket_address* peer) {
    return os::accept(listening, peer);
}
result<void> connect(native_handle socket, const socket_address& remote) {
    return os::connect(socket, remote);
}
result<std::size_t> send(native_handle socket, const void* data, std::size_t size) {
    return os::send(socket, data, size);
}
result<std::size_t> recv(native_handle socket, void* buffer, std::size_t size) {
    return os::recv(socket, buffer, size);
}
result<void> shutdown(native_handle socket, shutdown_how how) {
    return os::shutdown(socket, how);
}
result<void> close(native_handle socket) {
    return os::close(socket);
}
result<socket_address> getsockname(native_handle socket) {
    return os::getsockname(socket);
}
result<socket_address> getpeername(native_handle socket) {
    return os::getpeername(socket);
}
result<void> set_option(native_handle socket, option name, std::int64_t value) {
    return os::set_option(socket, name, value);
}
result<std::int64_t> get_option(native_handle socket, option name) {
    return os::get_option(socket, name);
}
result<void> set_nonblocking(native_handle socket, bool on) {
    return os::set_nonblocking(socket, on);
}
result<std::size_t> poll(std::span<poll_entry> entries,
                         std::optional<std::chrono::milliseconds> limit) {
    return os::poll(entries, limit);
}

} // namespace net
