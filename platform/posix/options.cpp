#include <limits>

#include <net/os.hpp>

#include <netinet/tcp.h>
#include <sys/time.h>

#include "native_address.hpp"

namespace net::os {
namespace {

using posix::checked;
using posix::last_error;

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
#if defined(SO_LINGER_SEC)
        return {SOL_SOCKET, SO_LINGER_SEC}; // macOS counts SO_LINGER in ticks of 10 ms
#else
        return {SOL_SOCKET, SO_LINGER};
#endif
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

bool is_time(option name) noexcept {
    return name == option::receive_timeout || name == option::send_timeout;
}

template <class Value>
result<void> set(int fd, place at, const Value& value) noexcept {
    return checked(::setsockopt(fd, at.level, at.name, &value, sizeof value));
}

template <class Value>
result<Value> get(int fd, place at) noexcept {
    Value value{};
    socklen_t length = sizeof value;
    if (::getsockopt(fd, at.level, at.name, &value, &length) < 0)
        return last_error();
    return value;
}

} // namespace

result<void> set_option(native_handle socket, option name, std::int64_t value) {
    // Winsock's linger time is a u_short: one rule for all.
    const std::int64_t largest =
        name == option::linger ? 0xffff : std::numeric_limits<int>::max();
    if (value > largest || value < (name == option::linger ? -1 : 0))
        return unexpected(native_error(EINVAL));
    const place at = where(name);
    if (name == option::linger)
        return set(socket, at,
                   ::linger{value >= 0 ? 1 : 0, static_cast<int>(value < 0 ? 0 : value)});
    if (is_time(name)) {
        timeval t{};
        t.tv_sec = static_cast<decltype(t.tv_sec)>(value / 1000);
        t.tv_usec = static_cast<decltype(t.tv_usec)>(value % 1000 * 1000);
        return set(socket, at, t);
    }
    return set(socket, at, static_cast<int>(value));
}

result<std::int64_t> get_option(native_handle socket, option name) {
    const place at = where(name);
    if (name == option::linger) {
        const auto l = get<::linger>(socket, at);
        if (!l)
            return unexpected(l.error());
        return l->l_onoff ? l->l_linger : -1;
    }
    if (is_time(name)) {
        const auto t = get<timeval>(socket, at);
        if (!t)
            return unexpected(t.error());
        return std::int64_t{t->tv_sec} * 1000 + (t->tv_usec + 999) / 1000;
    }
    const auto v = get<int>(socket, at);
    if (!v)
        return unexpected(v.error());
    const bool flag = name == option::reuse_address || name == option::no_delay ||
                      name == option::v6_only;
    return flag ? std::int64_t{*v != 0} : std::int64_t{*v};
}

} // namespace net::os
