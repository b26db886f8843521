// The scripted seam: each name asks the plan, makes the call, writes down what happened.
#include <algorithm>
#include <utility>

#include <net/error.hpp>
#include <net/os.hpp>

#include "scripted_state.hpp"

namespace net {
namespace {

using script::call;
using script::record;
using script::state;
using clock = std::chrono::steady_clock;

record about(call fn, native_handle handle = invalid_handle) {
    record r;
    r.fn = fn;
    r.handle = handle;
    r.number = handle == invalid_handle ? -1 : static_cast<std::int32_t>(handle);
    return r;
}

std::string preview(const void* data, std::size_t size) {
    return {static_cast<const char*>(data), std::min<std::size_t>(size, 32)};
}

/// Runs one call through the plan. `real` gets the system's handle and the most bytes it
/// may move (0: no limit), and fills in the record on success.
template <class Value, class Real>
result<Value> run(record r, Real real) {
    state& s = state::get();
    native_handle system = invalid_handle;
    script::orders orders;
    std::uint64_t id = 0;
    {
        const std::lock_guard lock(s.mutex);
        orders = s.consult(r.fn);
        // What the plan arranged; a misused token's error is the caller's own doing.
        r.scripted = orders.error || (orders.most != 0 && orders.most < r.asked);
        if (r.fn != call::socket && r.fn != call::poll) {
            if (auto* entry = s.use(r.handle, r.fn)) {
                system = entry->system;
                // From here on the token is gone, whatever the system answers.
                entry->open = r.fn != call::close;
            } else if (!orders.error) {
                orders.error = native_error(std::errc::bad_file_descriptor);
            }
        }
        r.begun = clock::now();
        id = s.next_id++;
        s.under_way[id] = r;
    }
    for (const auto& hook : orders.before)
        hook();
    if (orders.error && r.fn == call::close && system != invalid_handle)
        static_cast<void>(os::close(system)); // the plan's answer stands
    auto answer = orders.error ? result<Value>(unexpected(*orders.error))
                               : real(r, system, orders.most);
    const std::lock_guard lock(s.mutex);
    s.under_way.erase(id);
    r.done = true;
    r.ended = clock::now();
    if (!answer)
        r.error = answer.error();
    s.keep(r);
    if (s.sink)
        s.sink(r);
    return answer;
}

/// A new handle of the system becomes a token.
result<native_handle> give_out(record& r, const result<native_handle>& made,
                               const std::string& how) {
    if (!made)
        return made;
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    r.made = s.give_out(*made, how);
    return r.made;
}

std::size_t limited(std::size_t size, std::size_t most) {
    return most == 0 ? size : std::min(size, most);
}

} // namespace

result<native_handle> socket(address_family family, socket_type type) {
    record r = about(call::socket);
    constexpr const char* families[] = {"unspecified", "ipv4", "ipv6"};
    r.detail = families[static_cast<std::size_t>(family)];
    r.detail += type == socket_type::stream ? ", stream" : ", datagram";
    return run<native_handle>(r, [&](record& done, native_handle, std::size_t) {
        return give_out(done, os::socket(family, type), "socket()");
    });
}

result<void> bind(native_handle socket, const socket_address& local) {
    record r = about(call::bind, socket);
    r.address = local;
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::bind(system, local);
    });
}

result<void> listen(native_handle socket, int backlog) {
    record r = about(call::listen, socket);
    r.asked = static_cast<std::size_t>(backlog);
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::listen(system, backlog);
    });
}

result<native_handle> accept(native_handle listening, socket_address* peer) {
    return run<native_handle>(
        about(call::accept, listening),
        [&](record& done, native_handle system, std::size_t) {
            auto made = os::accept(system, &done.address);
            if (made && peer != nullptr)
                *peer = done.address;
            return give_out(done, made, "accept(" + script::text(listening) + ")");
        });
}

result<void> connect(native_handle socket, const socket_address& remote) {
    record r = about(call::connect, socket);
    r.address = remote;
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::connect(system, remote);
    });
}

result<std::size_t> send(native_handle socket, const void* data, std::size_t size) {
    record r = about(call::send, socket);
    r.asked = size;
    r.bytes = preview(data, size);
    return run<std::size_t>(r, [&](record& done, native_handle system, std::size_t most) {
        auto sent = os::send(system, data, limited(size, most));
        if (sent)
            done.value = static_cast<std::int64_t>(*sent);
        return sent;
    });
}

result<std::size_t> recv(native_handle socket, void* buffer, std::size_t size) {
    record r = about(call::recv, socket);
    r.asked = size;
    return run<std::size_t>(r, [&](record& done, native_handle system, std::size_t most) {
        auto got = os::recv(system, buffer, limited(size, most));
        if (got) {
            done.value = static_cast<std::int64_t>(*got);
            done.bytes = preview(buffer, *got);
        }
        return got;
    });
}

result<void> shutdown(native_handle socket, shutdown_how how) {
    record r = about(call::shutdown, socket);
    constexpr const char* directions[] = {"receive", "send", "both"};
    r.detail = directions[static_cast<std::size_t>(how)];
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::shutdown(system, how);
    });
}

result<void> close(native_handle socket) {
    return run<void>(
        about(call::close, socket),
        [](record&, native_handle system, std::size_t) { return os::close(system); });
}

result<socket_address> getsockname(native_handle socket) {
    return run<socket_address>(about(call::getsockname, socket),
                               [](record& done, native_handle system, std::size_t) {
                                   auto name = os::getsockname(system);
                                   if (name)
                                       done.address = *name;
                                   return name;
                               });
}

result<socket_address> getpeername(native_handle socket) {
    return run<socket_address>(about(call::getpeername, socket),
                               [](record& done, native_handle system, std::size_t) {
                                   auto name = os::getpeername(system);
                                   if (name)
                                       done.address = *name;
                                   return name;
                               });
}

result<void> set_option(native_handle socket, option name, std::int64_t value) {
    record r = about(call::set_option, socket);
    r.opt = name;
    r.value = value;
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::set_option(system, name, value);
    });
}

result<std::int64_t> get_option(native_handle socket, option name) {
    record r = about(call::get_option, socket);
    r.opt = name;
    return run<std::int64_t>(r, [&](record& done, native_handle system, std::size_t) {
        auto value = os::get_option(system, name);
        if (value)
            done.value = *value;
        return value;
    });
}

result<void> set_nonblocking(native_handle socket, bool on) {
    record r = about(call::set_nonblocking, socket);
    r.detail = on ? "on" : "off";
    return run<void>(r, [&](record&, native_handle system, std::size_t) {
        return os::set_nonblocking(system, on);
    });
}

namespace {

std::string poll_text(std::span<const poll_entry> entries,
                      std::optional<std::chrono::milliseconds> limit) {
    std::string words;
    for (const auto& e : entries) {
        words += script::text(e.handle) + (e.want_read ? " read" : "") +
                 (e.want_write ? " write" : "") + ", ";
    }
    return words + (limit ? std::to_string(limit->count()) + " ms" : "no limit");
}

} // namespace

result<std::size_t> poll(std::span<poll_entry> entries,
                         std::optional<std::chrono::milliseconds> limit) {
    record r = about(call::poll);
    r.detail = poll_text(entries, limit);
    std::vector<poll_entry> real(entries.begin(), entries.end());
    {
        state& s = state::get();
        const std::lock_guard lock(s.mutex);
        for (auto& e : real)
            if (e.handle != invalid_handle) {
                auto* entry = s.use(e.handle, call::poll);
                e.handle = entry ? entry->system : invalid_handle;
            }
    }
    return run<std::size_t>(r, [&](record& done, native_handle, std::size_t) {
        auto ready = os::poll(real, limit);
        if (!ready)
            return ready;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const auto handle = entries[i].handle;
            entries[i] = real[i];
            entries[i].handle = handle;
        }
        done.value = static_cast<std::int64_t>(*ready);
        return ready;
    });
}

} // namespace net
