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
    if (!state_ || !state_->input_open)
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
    output_buffer& buffer = state_->buffer(from);
    while (buffer.size() == 0 && buffer.open && state_->step(until)) {
    }
    return buffer.take(buffer.size());
}

captured child::read_until_end(deadline until, std::size_t cap, source from) {
    captured all;
    if (!state_)
        return all;
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

captured child::exchange(std::string_view input, deadline until, std::size_t cap) {
    if (state_)
        state_->output.limit = cap;
    if (write(input, until))
        close_input();
    return read_until_end(until, cap);
}

exit_status child::wait(deadline until) {
    if (!state_)
        return {};
    while (!state_->ended && state_->step(until)) {
    }
    if (state_->ended)
        return state_->status;
    return {exit_status::how::timed_out, 0};
}

} // namespace grader::os
