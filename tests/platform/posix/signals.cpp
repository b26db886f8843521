// Signals that come in the middle of a call. Only a POSIX system can show these.
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stop_token>
#include <thread>

#include <pthread.h>

#include "../loopback.hpp"

namespace {

using namespace platform_tests;

std::atomic<int> signals_seen{0};

/// While it lives, a thread gets a signal every few milliseconds, and no call of it is
/// restarted by the system (no SA_RESTART).
class nuisance {
  public:
    explicit nuisance(pthread_t target = ::pthread_self()) {
        struct sigaction action {};
        action.sa_handler = [](int) { ++signals_seen; };
        ::sigemptyset(&action.sa_mask);
        ::sigaction(SIGUSR1, &action, &before_);
        sender_ = std::jthread([target](std::stop_token stop) {
            std::mutex mutex;
            std::condition_variable_any pace;
            std::unique_lock lock(mutex);
            do
                ::pthread_kill(target, SIGUSR1);
            while (
                !pace.wait_for(lock, stop, 5ms, [&] { return stop.stop_requested(); }));
        });
    }
    ~nuisance() {
        sender_.request_stop();
        sender_.join();
        ::sigaction(SIGUSR1, &before_, nullptr);
    }
    nuisance(const nuisance&) = delete;
    nuisance& operator=(const nuisance&) = delete;

  private:
    struct sigaction before_ {};
    std::jthread sender_;
};

TEST(traps, 11_no_sigpipe_is_raised) {
    struct sigaction action {
    }, before{};
    static std::atomic<int> pipes{0};
    action.sa_handler = [](int) { ++pipes; };
    ::sigaction(SIGPIPE, &action, &before);
    auto both = connected(net::address_family::ipv4);
    both.server.reset();
    int failures = 0;
    const auto until = clock::now() + patience;
    while (failures < 3 && clock::now() < until)
        failures += !net::send(both.client.get(), "x", 1);
    ::sigaction(SIGPIPE, &before, nullptr);
    EXPECT_EQ(failures, 3);
    EXPECT_EQ(pipes, 0);
}

// POSIX: a connect that a signal broke off goes on in the background, and a second one
// would say EALREADY. A listener whose queue is full makes connect wait (Linux drops the
// SYN and repeats it after a second), so that a signal meets it.
TEST(traps, 18_a_signal_does_not_break_connect_off) {
    const auto family = net::address_family::ipv4;
    const held listener = listening(family, 1);
    std::vector<held> queue; // fills the listener's queue
    for (bool full = false; !full && queue.size() < 64;) {
        queue.push_back(open(family));
        ASSERT_TRUE(net::set_nonblocking(queue.back().get(), true));
        static_cast<void>(net::connect(queue.back().get(), name(listener)));
        net::poll_entry entry{.handle = queue.back().get(), .want_write = true};
        full = value(net::poll({&entry, 1}, 50ms), "poll") == 0;
    }
    net::result<void> ok;
    const held client = open(family);
    const int before = signals_seen;
    std::atomic<bool> done{false};
    std::thread connecting([&] {
        {
            const nuisance signals;
            ok = net::connect(client.get(), name(listener));
        }
        done = true;
    });
    // Some signals have met it: now let it in.
    const auto until = clock::now() + patience;
    while (signals_seen < before + 3 && !done && clock::now() < until)
        std::this_thread::yield();
    std::vector<held> taken;
    while (!done)
        if (readable(listener, 20ms))
            taken.emplace_back(value(net::accept(listener.get()), "accept"));
    connecting.join();
    EXPECT_TRUE(ok) << ok.error().message();
    EXPECT_TRUE(net::getpeername(client.get()));
    EXPECT_GT(signals_seen, before);
}

// Each EINTR must not start the wait anew: with a signal every 5 ms it would never end.
TEST(traps, 19_signals_do_not_lengthen_poll) {
    const auto both = connected(net::address_family::ipv4);
    const int before = signals_seen;
    const nuisance signals;
    net::poll_entry entry{.handle = both.client.get(), .want_read = true};
    const auto took = time_of([&] {
        EXPECT_EQ(value(net::poll({&entry, 1}, 100ms), "poll"), 0u);
    });
    EXPECT_GE(took, 100ms) << "nor end it";
    EXPECT_LT(took, patience);
    EXPECT_GE(signals_seen - before, 3);
}

TEST(traps, 19_signals_do_not_end_accept_recv_or_send) {
    const auto family = net::address_family::ipv4;
    const auto both = connected(family);
    const held listener = listening(family);
    const int before = signals_seen;
    std::string got;
    bool accepted = false;
    std::atomic<bool> ready{false};
    std::thread waiting([&] {
        const nuisance signals;
        ready = true;
        got = receive(both.server, 5);
        accepted =
            static_cast<bool>(held(value(net::accept(listener.get()), "accept")).get() !=
                              net::invalid_handle);
    });
    const auto until = clock::now() + patience;
    while (signals_seen < before + 3 && clock::now() < until)
        std::this_thread::yield();
    send_all(both.client, "hello");
    while (signals_seen < before + 6 && clock::now() < until)
        std::this_thread::yield();
    const held client = open(family);
    EXPECT_TRUE(net::connect(client.get(), name(listener)));
    waiting.join();
    EXPECT_EQ(got, "hello");
    EXPECT_TRUE(accepted);
}

} // namespace
