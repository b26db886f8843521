#include "scripted_state.hpp"

#include <limits>
#include <type_traits>
#include <utility>

#include <net/error.hpp>
#include <net/os.hpp>

namespace net::script {

state& state::get() {
    static state instance;
    return instance;
}

native_handle token(long long number) noexcept {
    const auto plain = static_cast<native_handle>(number);
    if constexpr (std::is_signed_v<native_handle>) {
        return plain;
    } else {
        // An unsigned handle may have any value: bits above an int's and the highest one
        // show code that cuts the handle or takes it for a negative number.
        constexpr auto highest = ~(std::numeric_limits<native_handle>::max() >> 1);
        constexpr auto middle = highest >> (sizeof(native_handle) * 4 - 1);
        return number == 0 ? plain : highest | middle | plain;
    }
}

orders state::consult(call fn) {
    orders o;
    const int nth = counts[fn]++;
    const int nth_of_all = count_of_all++;
    for (auto& r : plan) {
        const int n = r.any_function ? nth_of_all : nth;
        if ((!r.any_function && r.fn != fn) || (r.and_later ? n < r.nth : n != r.nth))
            continue;
        r.used = true;
        if (r.before)
            o.before.push_back(r.before);
        else if (r.any_function)
            o.error = native_error(usual_error(fn));
        else if (r.error)
            o.error = r.error;
        else if (o.most == 0 || !r.and_later) // the rule for this very call wins
            o.most = r.most;
    }
    if (o.error)
        injected = *o.error;
    return o;
}

native_handle state::give_out(native_handle system, std::string_view how) {
    const long long number = asked_number.value_or(next_number);
    if (!asked_number)
        ++next_number;
    asked_number.reset();
    const auto given = token(number);
    handles[given] = {system, number, true, std::string(how)};
    return given;
}

held* state::use(native_handle handle, call fn) {
    const auto found = handles.find(handle);
    if (found != handles.end() && found->second.open)
        return &found->second;
    const bool never = found == handles.end(); // invalid_handle is no token, either
    if (first_misuse == misuse_kind::none)
        first_misuse = never               ? misuse_kind::no_socket
                       : fn == call::close ? misuse_kind::second_close
                                           : misuse_kind::after_close;
    const std::string call_name = std::string(name(fn)) + "()";
    if (handle == invalid_handle)
        misuse.push_back(call_name + " is called without a socket (net::invalid_handle)");
    else if (never)
        misuse.push_back(call_name + " is called with a handle that was never opened");
    else if (fn == call::close)
        misuse.push_back(text(handle) + " is closed a second time");
    else
        misuse.push_back(text(handle) + " is used by " + call_name +
                         " after it was closed");
    return nullptr;
}

void state::keep(record r) {
    if (ended.size() < first_kept)
        return ended.push_back(std::move(r));
    ended_last.push_back(std::move(r));
    if (ended_last.size() > last_kept) {
        ended_last.pop_front();
        ++not_kept;
    }
}

void reset() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    for (auto& [handle, entry] : s.handles)
        if (entry.open)
            static_cast<void>(os::close(entry.system)); // a failed test's remains
    s.plan.clear();
    s.handles.clear();
    s.ended.clear();
    s.ended_last.clear();
    s.not_kept = 0;
    s.under_way.clear();
    s.misuse.clear();
    s.first_misuse = misuse_kind::none;
    s.counts.clear();
    s.count_of_all = 0;
    s.next_number = 3;
    s.asked_number.reset();
    s.injected.clear();
}

namespace {

void add(rule r) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.plan.push_back(std::move(r));
}

rule at(call fn, int nth) {
    rule r;
    r.fn = fn;
    r.nth = nth;
    return r;
}

} // namespace

void fail(call fn, int nth, std::error_code error) {
    rule r = at(fn, nth);
    r.error = error;
    add(std::move(r));
}

void fail(call fn, int nth, std::errc error) {
    fail(fn, nth, native_error(error));
}

void fail_from(call fn, int nth, std::errc error) {
    rule r = at(fn, nth);
    r.error = native_error(error);
    r.and_later = true;
    add(std::move(r));
}

void fail_any(int nth) {
    rule r = at(call::socket, nth);
    r.any_function = true;
    add(std::move(r));
}

void shorten(call fn, int nth, std::size_t most) {
    rule r = at(fn, nth);
    r.most = most;
    add(std::move(r));
}

void shorten_all(call fn, std::size_t most) {
    rule r = at(fn, 0);
    r.most = most;
    r.and_later = true;
    add(std::move(r));
}

void before(call fn, int nth, std::function<void()> what) {
    rule r = at(fn, nth);
    r.before = std::move(what);
    add(std::move(r));
}

void next_number(long long number) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.asked_number = number;
}

std::errc usual_error(call fn) noexcept {
    switch (fn) {
    case call::socket:
        return std::errc::too_many_files_open;
    case call::bind:
    case call::listen:
        return std::errc::address_in_use;
    case call::accept:
        return std::errc::too_many_files_open;
    case call::connect:
        return std::errc::connection_refused;
    case call::send:
    case call::recv:
        return std::errc::connection_reset;
    case call::shutdown:
        return std::errc::no_buffer_space;
    case call::close:
        return std::errc::io_error;
    case call::getsockname:
    case call::getpeername:
    case call::poll:
        return std::errc::no_buffer_space;
    case call::set_option:
    case call::get_option:
        return std::errc::no_protocol_option;
    case call::set_nonblocking:
        return std::errc::invalid_argument;
    }
    return std::errc::invalid_argument;
}

native_handle adopt(native_handle system, std::string_view how) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.give_out(system, how);
}

native_handle system_handle(native_handle handle) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    const auto found = s.handles.find(handle);
    return found != s.handles.end() && found->second.open ? found->second.system
                                                          : invalid_handle;
}

std::vector<record> trace() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    auto all = s.ended;
    all.insert(all.end(), s.ended_last.begin(), s.ended_last.end());
    if (s.not_kept > 0)
        all[s.ended.size()].left_out = s.not_kept;
    for (const auto& [id, r] : s.under_way)
        all.push_back(r);
    return all;
}

int count(call fn) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    const auto found = s.counts.find(fn);
    return found == s.counts.end() ? 0 : found->second;
}

bool plan_unused() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    for (const auto& r : s.plan)
        if (!r.used)
            return true;
    return false;
}

std::error_code injected() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.injected;
}

std::vector<std::string> open_handles() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    std::vector<std::string> open;
    for (const auto& [handle, entry] : s.handles)
        if (entry.open)
            open.push_back(text(handle) + ", opened by " + entry.opened_by);
    return open;
}

std::vector<std::string> misuse() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.misuse;
}

misuse_kind first_misuse() {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    return s.first_misuse;
}

void note(record r) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    r.done = true;
    s.keep(std::move(r));
}

void on_record(std::function<void(const record&)> sink) {
    state& s = state::get();
    const std::lock_guard lock(s.mutex);
    s.sink = std::move(sink);
}

} // namespace net::script
