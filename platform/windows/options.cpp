// Socket options on Winsock.
#include <limits>

#include <winsock2.h>
#include <ws2tcpip.h>

#include <net/error.hpp>
#include <net/os.hpp>

#include "startup.hpp"

namespace net::os {
namespace {

struct place {
    int level;
    int name;
};

place where(option name) noexcept {
    switch (name) {
    case option::reuse_address:
        return {SOL_SOCKET, SO_REUSEADDR};
    case option::no_delay:
        return {IPPROTO_TCP, TCP_NODELAY};
    case option::v6_only:
        return {IPPROTO_IPV6, IPV6_V6ONLY};
    case option::linger:
        return {SOL_SOCKET, SO_LINGER};
    case option::receive_timeout:
        return {SOL_SOCKET, SO_RCVTIMEO};
    case option::send_timeout:
        return {SOL_SOCKET, SO_SNDTIMEO};
    case option::receive_buffer:
        return {SOL_SOCKET, SO_RCVBUF};
    case option::send_buffer:
        return {SOL_SOCKET, SO_SNDBUF};
    case option::pending_error:
        return {SOL_SOCKET, SO_ERROR};
    }
    return {SOL_SOCKET, -1};
}

template <class Value>
result<void> set(SOCKET s, place at, const Value& value) noexcept {
    if (setsockopt(s, at.level, at.name, reinterpret_cast<const char*>(&value),
                   sizeof value) == SOCKET_ERROR)
        return unexpected(windows::last_error());
    return {};
}

template <class Value>
result<Value> get(SOCKET s, place at) noexcept {
    // Winsock may fill one byte of a flag only: the rest must be 0 before.
    Value value{};
    int size = sizeof value;
    if (getsockopt(s, at.level, at.name, reinterpret_cast<char*>(&value), &size) ==
        SOCKET_ERROR)
        return unexpected(windows::last_error());
    return value;
}

unexpected invalid() noexcept {
    return unexpected(native_error(WSAEINVAL));
}

} // namespace

result<void> set_option(native_handle socket, option name, std::int64_t value) {
    constexpr std::int64_t largest = std::numeric_limits<int>::max();
    if (value > largest || value < (name == option::linger ? -1 : 0))
        return invalid();
    switch (name) {
    case option::reuse_address: {
        // Winsock's SO_REUSEADDR takes ports from living sockets, so it is never set.
        // TIME-WAIT needs no option here: Windows lets a new listener bind beside it.
        // Only whether this is a socket remains to be said.
        const auto kind = get<int>(socket, {SOL_SOCKET, SO_TYPE});
        if (!kind)
            return unexpected(kind.error());
        return {};
    }
    case option::linger: {
        if (value > std::numeric_limits<u_short>::max())
            return invalid();
        LINGER linger{};
        linger.l_onoff = value >= 0 ? 1 : 0;
        linger.l_linger = static_cast<u_short>(value >= 0 ? value : 0);
        return set(socket, where(name), linger);
    }
    case option::receive_timeout:
    case option::send_timeout:
        // Milliseconds in a DWORD, where POSIX has a timeval.
        return set(socket, where(name), static_cast<DWORD>(value));
    case option::pending_error:
        return unexpected(native_error(WSAENOPROTOOPT));
    default:
        return set(socket, where(name), static_cast<int>(value));
    }
}

result<std::int64_t> get_option(native_handle socket, option name) {
    if (name == option::linger) {
        const auto linger = get<LINGER>(socket, where(name));
        if (!linger)
            return unexpected(linger.error());
        return linger->l_onoff != 0 ? std::int64_t{linger->l_linger} : std::int64_t{-1};
    }
    const auto value = get<DWORD>(socket, where(name));
    if (!value)
        return unexpected(value.error());
    const bool flag = name == option::reuse_address || name == option::no_delay ||
                      name == option::v6_only;
    return flag ? std::int64_t{*value != 0} : std::int64_t{*value};
}

result<void> set_nonblocking(native_handle socket, bool on) {
    u_long mode = on ? 1 : 0;
    if (ioctlsocket(socket, static_cast<long>(FIONBIO), &mode) == SOCKET_ERROR)
        return unexpected(windows::last_error());
    return {};
}

} // namespace net::os
