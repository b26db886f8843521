// The socket calls on Winsock.

#include <winsock2.h>
#include <ws2tcpip.h>

#include <net/error.hpp>
#include <net/os.hpp>

#include "clamp.hpp"
#include "sockaddr.hpp"
#include "startup.hpp"

// mswsock.h has these two, but not in every edition of it.
#ifndef SIO_UDP_CONNRESET
#define SIO_UDP_CONNRESET _WSAIOW(IOC_VENDOR, 12)
#endif

namespace net::os {
namespace {

static_assert(sizeof(native_handle) == sizeof(SOCKET));
static_assert(invalid_handle == static_cast<native_handle>(INVALID_SOCKET));

unexpected failure() noexcept {
    return unexpected(windows::last_error());
}

result<void> checked(int answer) noexcept {
    if (answer == SOCKET_ERROR)
        return failure();
    return {};
}

bool switch_on(SOCKET s, int level, int name) noexcept {
    const int on = 1;
    return setsockopt(s, level, name, reinterpret_cast<const char*>(&on), sizeof on) == 0;
}

/// What every socket of this kit gets before anyone sees it.
bool prepare(SOCKET s, address_family family, socket_type type) noexcept {
    // Before bind, and on every socket: without it another process can take
    // the port away with SO_REUSEADDR, which on Windows means "share by force".
    if (!switch_on(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE))
        return false;
    // Windows has 1 already and Linux 0: said aloud, it is the same everywhere.
    if (family == address_family::ipv6 && !switch_on(s, IPPROTO_IPV6, IPV6_V6ONLY))
        return false;
    if (type == socket_type::datagram) {
        // Otherwise a datagram that found no receiver makes a later recv fail with
        // WSAECONNRESET, although UDP has no connection. A provider that does not know
        // the request does not behave so either: the answer does not matter.
        BOOL report = FALSE;
        DWORD size = 0;
        WSAIoctl(s, SIO_UDP_CONNRESET, &report, sizeof report, nullptr, 0, &size, nullptr,
                 nullptr);
    }
    return true;
}

bool is_datagram(SOCKET s) noexcept {
    int type = 0;
    int size = sizeof type;
    return getsockopt(s, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &size) ==
               0 &&
           type == SOCK_DGRAM;
}

unexpected unsupported_family() noexcept {
    return unexpected(native_error(WSAEAFNOSUPPORT));
}

} // namespace

result<native_handle> socket(address_family family, socket_type type) {
    if (const auto error = windows::start())
        return unexpected(error);
    // Winsock would choose a family itself; POSIX refuses.
    if (family == address_family::unspecified)
        return unsupported_family();
    const bool stream = type == socket_type::stream;
    // Overlapped, as socket() makes them: only those know SO_RCVTIMEO and SO_SNDTIMEO.
    // Not inherited from the first moment on: a child process started by another thread
    // between creation and SetHandleInformation would keep the port open.
    const SOCKET s =
        WSASocketW(windows::to_native(family), stream ? SOCK_STREAM : SOCK_DGRAM,
                   stream ? IPPROTO_TCP : IPPROTO_UDP, nullptr, 0,
                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (s == INVALID_SOCKET)
        return failure();
    if (!prepare(s, family, type)) {
        const auto error = windows::last_error();
        closesocket(s);
        return unexpected(error);
    }
    return static_cast<native_handle>(s);
}

result<void> bind(native_handle socket, const socket_address& local) {
    sockaddr_storage address;
    const int size = windows::to_native(local, address);
    if (size == 0)
        return unsupported_family();
    return checked(::bind(socket, reinterpret_cast<const sockaddr*>(&address), size));
}

result<void> listen(native_handle socket, int backlog) {
    return checked(::listen(socket, backlog));
}

result<native_handle> accept(native_handle listening, socket_address* peer) {
    sockaddr_storage address{};
    int size = sizeof address;
    const SOCKET s = ::accept(listening, reinterpret_cast<sockaddr*>(&address), &size);
    if (s == INVALID_SOCKET) {
        const auto error = windows::last_error();
        // "The client left while it waited" is ECONNABORTED in POSIX and here
        // WSAECONNRESET (WSAENOTCONN under Wine); one name serves the caller of accept
        // better.
        const bool gone = error.value() == WSAECONNRESET || error.value() == WSAENOTCONN;
        return unexpected(gone ? native_error(WSAECONNABORTED) : error);
    }
    // An accepted socket has the listening one's mode on Windows and BSD, and is
    // blocking on Linux: blocking everywhere. Winsock's accept cannot make a handle that
    // is not inherited, so a child process started in this very moment may still get it.
    u_long nonblocking = 0;
    if (ioctlsocket(s, static_cast<long>(FIONBIO), &nonblocking) == SOCKET_ERROR) {
        const auto error = windows::last_error();
        closesocket(s);
        return unexpected(error);
    }
    SetHandleInformation(reinterpret_cast<HANDLE>(s), HANDLE_FLAG_INHERIT, 0);
    if (peer != nullptr)
        *peer = windows::from_native(reinterpret_cast<const sockaddr*>(&address));
    return static_cast<native_handle>(s);
}

result<void> connect(native_handle socket, const socket_address& remote) {
    sockaddr_storage address;
    const int size = windows::to_native(remote, address);
    if (size == 0)
        return unsupported_family();
    return checked(::connect(socket, reinterpret_cast<const sockaddr*>(&address), size));
}

result<std::size_t> send(native_handle socket, const void* data, std::size_t size) {
    const int moved =
        ::send(socket, static_cast<const char*>(data), windows::clamp_length(size), 0);
    if (moved == SOCKET_ERROR)
        return failure();
    return static_cast<std::size_t>(moved);
}

result<std::size_t> recv(native_handle socket, void* buffer, std::size_t size) {
    const int asked = windows::clamp_length(size);
    const int moved = ::recv(socket, static_cast<char*>(buffer), asked, 0);
    if (moved != SOCKET_ERROR)
        return static_cast<std::size_t>(moved);
    const auto error = windows::last_error();
    // After shutdown(receive) POSIX has the end of the stream there.
    if (error.value() == WSAESHUTDOWN)
        return std::size_t{0};
    // A datagram longer than the buffer: it is full, the rest is lost, as in POSIX.
    if (error.value() == WSAEMSGSIZE && is_datagram(socket))
        return static_cast<std::size_t>(asked);
    return unexpected(error);
}

result<void> shutdown(native_handle socket, shutdown_how how) {
    switch (how) {
    case shutdown_how::receive:
        return checked(::shutdown(socket, SD_RECEIVE));
    case shutdown_how::send:
        return checked(::shutdown(socket, SD_SEND));
    case shutdown_how::both:
        return checked(::shutdown(socket, SD_BOTH));
    }
    return unexpected(native_error(WSAEINVAL));
}

result<void> close(native_handle socket) {
    if (closesocket(socket) == 0)
        return {};
    if (WSAGetLastError() != WSAEWOULDBLOCK)
        return failure();
    // A non-blocking socket with a linger time: Winsock refuses to wait and, unlike
    // POSIX, keeps the handle open. Closed means closed here, so it goes on in the
    // background, as it does without a linger time.
    const LINGER off{};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&off),
               sizeof off);
    return checked(closesocket(socket));
}

result<socket_address> getsockname(native_handle socket) {
    sockaddr_storage address{};
    int size = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) ==
        SOCKET_ERROR)
        return failure();
    return windows::from_native(reinterpret_cast<const sockaddr*>(&address));
}

result<socket_address> getpeername(native_handle socket) {
    sockaddr_storage address{};
    int size = sizeof address;
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size) ==
        SOCKET_ERROR)
        return failure();
    return windows::from_native(reinterpret_cast<const sockaddr*>(&address));
}

} // namespace net::os
