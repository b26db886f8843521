#include "many/waiting.hpp"

#include <algorithm>
#include <utility>

#include <net/poll.hpp>

namespace bench {

using namespace std::chrono_literals;

struct waiting::state {
    std::vector<net::poll_entry> entries;
    std::vector<std::uint32_t> numbers; ///< of the entries
    std::vector<std::uint32_t> ready;
};

waiting::waiting(std::unique_ptr<state> made) noexcept : state_(std::move(made)) {}
waiting::waiting(waiting&& other) noexcept = default;
waiting& waiting::operator=(waiting&& other) noexcept = default;
waiting::~waiting() = default;

net::result<waiting> waiting::make() {
    return waiting(std::make_unique<state>());
}

net::result<void> waiting::watch(net::native_handle socket, std::uint32_t number) {
    net::poll_entry entry;
    entry.handle = socket;
    entry.want_read = true;
    state_->entries.push_back(entry);
    state_->numbers.push_back(number);
    return {};
}

net::result<std::span<const std::uint32_t>> waiting::wait(std::optional<instant> until) {
    auto limit = std::chrono::milliseconds(5s);
    // In whole milliseconds: what is due may be late by one. A loop that asks for the
    // time again and again would take the processor from the server.
    if (until)
        limit = std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(
                                  *until - std::chrono::steady_clock::now()));
    const auto count = net::poll(state_->entries, limit);
    if (!count)
        return net::unexpected(count.error());
    state_->ready.clear();
    for (std::size_t i = 0; *count > 0 && i < state_->entries.size(); ++i) {
        const net::poll_entry& each = state_->entries[i];
        if (each.can_read || each.failed || each.hung_up)
            state_->ready.push_back(state_->numbers[i]);
    }
    return std::span<const std::uint32_t>(state_->ready);
}

bool waiting::has_epoll() noexcept {
    return false;
}

} // namespace bench
