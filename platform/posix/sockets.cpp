#include <algorithm>
#include <climits>

#include <net/os.hpp>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "native_address.hpp"

namespace net::os {
namespace {

using posix::checked;
using posix::last_error;

#if defined(MSG_NOSIGNAL)
constexpr int send_flags = MSG_NOSIGNAL;
#else
constexpr int send_flags = 0; // macOS: SO_NOSIGPIPE on each socket instead
#endif

/// What every new handle gets where the system cannot do it at creation (macOS), so that
/// no write raises SIGPIPE and no child process inherits it.
result<void> prepare([[maybe_unused]] int fd) noexcept {
#if !defined(SOCK_CLOEXEC)
    if (::fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
        return last_error();
#endif
#if defined(SO_NOSIGPIPE)
    const int on = 1;
    // EINVAL: macOS sets nothing on a connection that was reset while it waited for
    // accept. It has this option from the listening socket, and recv tells of the reset.
    if (::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) < 0 && errno != EINVAL)
        return last_error();
#endif
    return {};
}

/// A fresh handle, prepared; closed again where that fails.
result<native_handle> prepared(int fd, result<void> ready) noexcept {
    if (ready)
        return fd;
    ::close(fd);
    return unexpected(ready.error());
}

result<void> set_v6_only(int fd) noexcept {
    const int on = 1;
    return checked(::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on));
}

/// EAGAIN has two meanings: a non-blocking socket would have to wait, or the time limit
/// of a blocking one has passed. One look at the socket's mode tells them apart.
unexpected transfer_error(int fd) noexcept {
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) {
        const int flags = ::fcntl(fd, F_GETFL);
        if (flags >= 0 && (flags & O_NONBLOCK) == 0)
            return unexpected(native_error(ETIMEDOUT));
    }
    return unexpected(native_error(error));
}

/// An address without a family: Linux's connect takes it for the order to undo a
/// connection, its bind takes 0.0.0.0 so for IPv4. Winsock refuses it: one rule for all.
unexpected unsupported_family() noexcept {
    return unexpected(native_error(EAFNOSUPPORT));
}

/// macOS refuses lengths above INT_MAX, and Winsock's are an int: one rule for all.
std::size_t clamped(std::size_t size) noexcept {
    return std::min<std::size_t>(size, INT_MAX);
}

/// A connect that a signal broke off goes on in the background (POSIX): a second
/// connect would say EALREADY, so wait for its end and ask how it ended.
result<void> finish_connect(int fd) noexcept {
    pollfd entry{fd, POLLOUT, 0};
    while (::poll(&entry, 1, -1) < 0)
        if (errno != EINTR)
            return last_error();
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
        return last_error();
    if (error != 0)
        return unexpected(native_error(error));
    return {};
}

} // namespace

result<native_handle> socket(address_family family, socket_type type) {
    int kind = type == socket_type::stream ? SOCK_STREAM : SOCK_DGRAM;
#if defined(SOCK_CLOEXEC)
    kind |= SOCK_CLOEXEC;
#endif
    const int fd = ::socket(posix::to_native(family), kind, 0);
    if (fd < 0)
        return last_error();
    auto ready = prepare(fd);
    if (ready && family == address_family::ipv6)
        ready = set_v6_only(fd);
    return prepared(fd, ready);
}

result<void> bind(native_handle socket, const socket_address& local) {
    if (local.family == address_family::unspecified)
        return unsupported_family();
    const auto address = posix::to_native(local);
    return checked(::bind(socket, address.get(), address.length));
}

result<void> listen(native_handle socket, int backlog) {
    return checked(::listen(socket, backlog));
}

result<native_handle> accept(native_handle listening, socket_address* peer) {
    posix::native_address from;
    int fd = -1;
    do {
        from.length = sizeof from.storage; // accept shrinks it: set it anew each time
#if defined(SOCK_CLOEXEC)
        fd = ::accept4(listening, from.get(), &from.length, SOCK_CLOEXEC);
#else
        fd = ::accept(listening, from.get(), &from.length);
#endif
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return last_error();
    if (peer != nullptr)
        *peer = posix::from_native(from.get());
    auto ready = prepare(fd);
#if !defined(__linux__)
    // BSD and macOS let the new socket inherit the listening one's mode.
    if (ready)
        ready = set_nonblocking(fd, false);
#endif
    return prepared(fd, ready);
}

result<void> connect(native_handle socket, const socket_address& remote) {
    if (remote.family == address_family::unspecified)
        return unsupported_family();
    const auto address = posix::to_native(remote);
    if (::connect(socket, address.get(), address.length) == 0)
        return {};
    if (errno != EINTR)
        return last_error();
    return finish_connect(socket);
}

// What a send or recv does that has not moved a byte: again after a signal, else its
// error. Apart from them, so that the ordinary way saves no registers for it.
template <class Call>
[[gnu::noinline]] result<std::size_t> again_or_error(native_handle socket, Call call) {
    while (errno == EINTR) {
        const ssize_t moved = call();
        if (moved >= 0)
            return static_cast<std::size_t>(moved);
    }
    return transfer_error(socket);
}

result<std::size_t> send(native_handle socket, const void* data, std::size_t size) {
    const ssize_t sent = ::send(socket, data, clamped(size), send_flags);
    if (sent >= 0) [[likely]]
        return static_cast<std::size_t>(sent);
    return again_or_error(
        socket, [=] { return ::send(socket, data, clamped(size), send_flags); });
}

result<std::size_t> recv(native_handle socket, void* buffer, std::size_t size) {
    const ssize_t got = ::recv(socket, buffer, clamped(size), 0);
    if (got >= 0) [[likely]]
        return static_cast<std::size_t>(got);
    return again_or_error(socket,
                          [=] { return ::recv(socket, buffer, clamped(size), 0); });
}

result<void> shutdown(native_handle socket, shutdown_how how) {
    constexpr int native[] = {SHUT_RD, SHUT_WR, SHUT_RDWR};
    return checked(::shutdown(socket, native[static_cast<int>(how)]));
}

result<void> close(native_handle socket) {
    // Never again after EINTR: Linux has released the descriptor by then, and its number
    // may be somebody else's already.
    if (::close(socket) < 0 && errno != EINTR)
        return last_error();
    return {};
}

namespace {

result<socket_address> ask_name(int fd,
                                int (*ask)(int, ::sockaddr*, socklen_t*)) noexcept {
    posix::native_address name;
    if (ask(fd, name.get(), &name.length) < 0)
        return last_error();
    return posix::from_native(name.get());
}

} // namespace

result<socket_address> getsockname(native_handle socket) {
    return ask_name(socket, [](int fd, ::sockaddr* to, socklen_t* length) {
        return ::getsockname(fd, to, length);
    });
}

result<socket_address> getpeername(native_handle socket) {
    return ask_name(socket, [](int fd, ::sockaddr* to, socklen_t* length) {
        return ::getpeername(fd, to, length);
    });
}

result<void> set_nonblocking(native_handle socket, bool on) {
    const int flags = ::fcntl(socket, F_GETFL);
    if (flags < 0)
        return last_error();
    const int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return wanted == flags ? result<void>{} : checked(::fcntl(socket, F_SETFL, wanted));
}

} // namespace net::os
