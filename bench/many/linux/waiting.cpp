#include "many/waiting.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <net/error.hpp>

namespace bench {
namespace {

constexpr std::uint32_t timer_number = ~std::uint32_t{0};
constexpr int silence = 5000; // milliseconds

net::unexpected last_error() {
    return net::unexpected(net::native_error(errno));
}

} // namespace

struct waiting::state {
    int epoll = -1, timer = -1;
    instant timer_at = instant::max(); ///< when the timer ends; max(): it does not run
    std::array<epoll_event, 256> events;
    std::vector<std::uint32_t> ready;

    state() = default;
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    ~state() {
        for (const int each : {epoll, timer})
            if (each >= 0)
                ::close(each);
    }

    bool tell(int what, int about, std::uint32_t number) const {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = number;
        return ::epoll_ctl(epoll, what, about, &event) == 0;
    }

    /// Not the limit of epoll_wait, which is in whole milliseconds.
    bool set_timer(instant until) {
        if (until == timer_at)
            return true;
        const auto at = until == instant::max() ? instant::duration::zero() // stops it
                                                : until.time_since_epoch();
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at);
        itimerspec when{};
        when.it_value.tv_sec = seconds.count();
        when.it_value.tv_nsec = std::chrono::nanoseconds(at - seconds).count();
        timer_at = until;
        return ::timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, nullptr) == 0;
    }
};

waiting::waiting(std::unique_ptr<state> made) noexcept : state_(std::move(made)) {}
waiting::waiting(waiting&& other) noexcept = default;
waiting& waiting::operator=(waiting&& other) noexcept = default;
waiting::~waiting() = default;

net::result<waiting> waiting::make() {
    auto made = std::make_unique<state>();
    made->epoll = ::epoll_create1(EPOLL_CLOEXEC);
    // steady_clock is CLOCK_MONOTONIC here.
    made->timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (made->epoll < 0 || made->timer < 0 ||
        !made->tell(EPOLL_CTL_ADD, made->timer, timer_number))
        return last_error();
    return waiting(std::move(made));
}

net::result<void> waiting::watch(net::native_handle socket, std::uint32_t number) {
    if (!state_->tell(EPOLL_CTL_ADD, socket, number))
        return last_error();
    return {};
}

net::result<std::span<const std::uint32_t>> waiting::wait(std::optional<instant> until) {
    if (!state_->set_timer(until.value_or(instant::max())))
        return last_error();
    auto& events = state_->events;
    const int count = ::epoll_wait(state_->epoll, events.data(),
                                   static_cast<int>(events.size()), silence);
    if (count < 0 && errno != EINTR)
        return last_error();
    state_->ready.clear();
    for (int i = 0; i < count; ++i)
        if (const auto number = events[static_cast<std::size_t>(i)].data.u32;
            number != timer_number)
            state_->ready.push_back(number);
        else
            state_->timer_at = instant{}; // is to be set anew, which makes it silent
    return std::span<const std::uint32_t>(state_->ready);
}

bool waiting::has_epoll() noexcept {
    return true;
}

} // namespace bench
