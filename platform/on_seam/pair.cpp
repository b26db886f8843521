#include <net/pair.hpp>

#include <utility>

#include <net/error.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

namespace net {
namespace {

/// Closes what it holds when it goes out of scope; the answer of close says nothing that
/// a caller could act on here.
struct holder {
    native_handle handle = invalid_handle;
    explicit holder(native_handle h) noexcept : handle(h) {}
    holder(const holder&) = delete;
    holder& operator=(const holder&) = delete;
    ~holder() {
        if (handle != invalid_handle)
            static_cast<void>(close(handle));
    }
    native_handle take() noexcept { return std::exchange(handle, invalid_handle); }
};

/// Accepts until the connection that comes is the one that we made ourselves.
result<native_handle> accept_from(native_handle listener, const socket_address& ours) {
    for (;;) {
        socket_address peer;
        auto got = accept(listener, &peer);
        if (!got && got.error() == std::errc::connection_aborted)
            continue;
        if (!got || peer == ours)
            return got;
        holder stranger(*got);
    }
}

} // namespace

result<handle_pair> socket_pair() {
    auto listening = socket(address_family::ipv4);
    if (!listening)
        return unexpected(listening.error());
    holder listener(*listening);
    socket_address where;
    where.family = address_family::ipv4;
    where.address = {127, 0, 0, 1};
    if (auto ok = bind(listener.handle, where); !ok)
        return unexpected(ok.error());
    if (auto ok = listen(listener.handle, 8); !ok)
        return unexpected(ok.error());
    const auto bound = getsockname(listener.handle);
    if (!bound)
        return unexpected(bound.error());

    auto connecting = socket(address_family::ipv4);
    if (!connecting)
        return unexpected(connecting.error());
    holder first(*connecting);
    if (auto ok = connect(first.handle, *bound); !ok)
        return unexpected(ok.error());
    const auto ours = getsockname(first.handle);
    if (!ours)
        return unexpected(ours.error());
    const auto second = accept_from(listener.handle, *ours);
    if (!second)
        return unexpected(second.error());
    return handle_pair{first.take(), *second};
}

result<wakeup> wakeup::make() {
    auto pair = socket_pair();
    if (!pair)
        return unexpected(pair.error());
    wakeup made(*pair);
    for (const auto handle : {pair->first, pair->second})
        if (auto ok = set_nonblocking(handle, true); !ok)
            return unexpected(ok.error());
    if (auto ok = set_option(pair->second, option::no_delay, 1); !ok)
        return unexpected(ok.error());
    return made;
}

wakeup::wakeup(wakeup&& other) noexcept : pair_(std::exchange(other.pair_, {})) {}

wakeup& wakeup::operator=(wakeup&& other) noexcept {
    const wakeup old(std::exchange(pair_, std::exchange(other.pair_, {})));
    return *this;
}

wakeup::~wakeup() {
    holder first(pair_.first);
    holder second(pair_.second);
}

result<void> wakeup::notify() {
    const char byte = 1;
    const auto sent = send(pair_.second, &byte, 1);
    // A full buffer means that wake-ups are waiting already.
    if (!sent && sent.error() != condition::would_block)
        return unexpected(sent.error());
    return {};
}

result<void> wakeup::reset() {
    char bytes[64];
    for (;;) {
        const auto got = recv(pair_.first, bytes, sizeof bytes);
        if (!got && got.error() == condition::would_block)
            return {};
        if (!got)
            return unexpected(got.error());
        if (*got == 0)
            return unexpected(native_error(std::errc::connection_aborted));
    }
}

} // namespace net
