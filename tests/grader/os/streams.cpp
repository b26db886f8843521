// The streams of a child, on top of state::step: the same on every system.
#include "state.hpp"

#include <algorithm>

namespace grader::os {

void output_buffer::append(const char* data, std::size_t count) {
    const std::size_t room = limit > size() ? limit - size() : 0;
    const std::size_t kept = std::min(room, count);
    bytes.append(data, kept);
    cut += count - kept;
}

std::string output_buffer::take(std::size_t count) {
    std::string taken = bytes.substr(at, count);
    at += taken.size();
    // Give the memory back now and then, so that a long reading stays linear.
    if (at == bytes.size() || at > (1u << 20)) {
        bytes.erase(0, at);
        at = 0;
    }
    return taken;
}

turn::turn(child::state& s, deadline until) : drain_(s.drain.get()) {
    if (drain_ == nullptr)
        return;
    ++drain_->waiting;
    s.wake();
    if (until == never)
        drain_->in_use.lock();
    else
        mine_ = drain_->in_use.try_lock_until(until);
}

turn::~turn() {
    if (drain_ == nullptr)
        return;
    --drain_->waiting; // with the mutex held, or else its holder will wake the pump
    if (mine_)
        drain_->in_use.unlock();
    drain_->changed.notify_all();
}

void child::drain_always() {
    if (!state_ || state_->drain)
        return;
    state& s = *state_;
    s.output.limit = 80u << 20;
    s.error.limit = 1u << 20;
    s.drain = std::make_unique<pump>();
    s.drain->thread = std::thread([&s, &p = *s.drain] {
        std::unique_lock lock(p.in_use);
        do
            p.changed.wait(lock, [&p] { return p.stop || p.waiting == 0; });
        while (!p.stop && s.step(never));
    });
}

void child::state::stop_draining() {
    if (!drain)
        return;
    {
        const turn mine(*this);
        drain->stop = true;
    }
    drain->thread.join();
    drain.reset();
}

std::string child::unread(source from) const {
    if (!state_)
        return {};
    const turn mine(*state_);
    const output_buffer& buffer = state_->buffer(from);
    return buffer.bytes.substr(buffer.at);
}

child::child() noexcept = default;
child::child(child&& other) noexcept = default;
child& child::operator=(child&& other) noexcept = default;
child::~child() = default; // child::state ends and reaps the process

bool child::started() const noexcept {
    return state_ != nullptr;
}
const std::string& child::why_not() const noexcept {
    return why_not_;
}

bool child::write(std::string_view bytes, deadline until) {
    if (!state_)
        return bytes.empty();
    const turn mine(*state_);
    if (!state_->input_open)
        return bytes.empty();
    state_->to_write = bytes;
    while (!state_->to_write.empty() && state_->input_open && state_->step(until)) {
    }
    const bool all = state_->to_write.empty();
    state_->to_write = {};
    return all;
}

std::optional<std::string> child::read_line(deadline until, source from) {
    if (!state_)
        return std::nullopt;
    const turn mine(*state_);
    output_buffer& buffer = state_->buffer(from);
    std::size_t searched = 0;
    while (true) {
        const std::size_t end = buffer.bytes.find('\n', buffer.at + searched);
        if (end != std::string::npos) {
            std::string line = buffer.take(end + 1 - buffer.at);
            line.pop_back();
            if (line.ends_with('\r'))
                line.pop_back();
            return line;
        }
        searched = buffer.size();
        if (!buffer.open && searched > 0)
            return buffer.take(searched);
        if (!buffer.open || !state_->step(until))
            return std::nullopt;
    }
}

std::string child::read_some(deadline until, source from) {
    if (!state_)
        return {};
    const turn mine(*state_);
    output_buffer& buffer = state_->buffer(from);
    while (buffer.size() == 0 && buffer.open && state_->step(until)) {
    }
    return buffer.take(buffer.size());
}

captured child::read_until_end(deadline until, std::size_t cap, source from) {
    captured all;
    if (!state_)
        return all;
    const turn mine(*state_);
    output_buffer& buffer = state_->buffer(from);
    buffer.limit = cap;
    while (buffer.open && state_->step(until)) {
    }
    all.ended = !buffer.open;
    all.text = buffer.take(buffer.size());
    all.cut = buffer.cut;
    if (all.text.size() > cap) {
        all.cut += all.text.size() - cap;
        all.text.resize(cap);
    }
    return all;
}

void child::keep_at_most(std::size_t cap, source from) {
    if (state_)
        state_->buffer(from).limit = cap;
}

captured child::exchange(std::string_view input, deadline until, std::size_t cap) {
    if (state_) {
        const turn mine(*state_);
        state_->output.limit = cap;
    }
    if (write(input, until))
        close_input();
    return read_until_end(until, cap);
}

namespace {

exit_status wait_for_end(child::state& s, deadline until) {
    while (!s.ended && s.step(until)) {
    }
    if (s.ended)
        return s.status;
    return {exit_status::how::timed_out, 0};
}

} // namespace

exit_status child::wait(deadline until) {
    if (!state_)
        return {};
    const turn mine(*state_);
    return wait_for_end(*state_, until);
}

std::optional<exit_status> child::look(deadline until) {
    if (!state_)
        return exit_status{};
    const turn attempt(*state_, until);
    if (!attempt.mine())
        return std::nullopt;
    return wait_for_end(*state_, until);
}

} // namespace grader::os
