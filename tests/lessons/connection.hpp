// What the tests of lessons 06 and 07 stand on: a connection, and buffers that notice who
// writes where nothing should be written.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../lessons/01-socket/socket.hpp"
#include "lesson.hpp"

namespace connection_tests {

using net::script::call;
namespace script = net::script;

/// A connection: `yours` for the code under test, `other` is the peer.
struct connection {
    explicit connection(std::string name = "the peer")
        : connection(support::connected(std::move(name))) {}

    /// Ends it, so that the peer can read to the end.
    void close() {
        const support::advice about_the_loan(
            "The socket is only lent to your function. "
            "Its owner closes it, whatever happens there.");
        support::expect(script::system_handle(yours.handle()) != net::invalid_handle,
                        "the socket is only borrowed: it is still open",
                        script::text(yours.handle()) + " is closed");
        support::expect_ok(yours.close(), "the test's own close");
    }
    /// Sends to the peer, past the seam.
    void send(std::string_view bytes) const {
        const auto sent = net::os::send(script::system_handle(yours.handle()),
                                        bytes.data(), bytes.size());
        support::expect(sent && *sent == bytes.size(), "the test can send a few bytes",
                        "the system does not take them");
        support::peer_note("the test",
                           "sends " + support::in_words(bytes) + " for your code");
    }
    /// What there is to receive, past the seam; at most 64 KiB.
    [[nodiscard]] std::string receive() const {
        std::string got(64 * 1024, '\0');
        const auto received =
            net::os::recv(script::system_handle(yours.handle()), got.data(), got.size());
        got.resize(support::value_of(net::result<std::size_t>(received), "recv"));
        return got;
    }

    tcp::socket yours;
    support::peer other;

  private:
    explicit connection(support::connection_pair&& pair)
        : yours(pair.yours), other(std::move(pair.other)) {}
};

/// A buffer between two walls. What must stay untouched has a value of its own.
class guarded_buffer {
  public:
    explicit guarded_buffer(std::size_t size)
        : size_(size), all_(size + 2 * wall, untouched) {}

    [[nodiscard]] std::span<std::byte> span() {
        return std::span(all_).subspan(wall, size_);
    }
    [[nodiscard]] std::string_view first(std::size_t size) {
        return support::text(span().first(std::min(size, size_)));
    }
    /// Nothing but the first `size` bytes has been written to.
    void expect_only(std::size_t size, std::string_view who) const {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const bool allowed = i >= wall && i < wall + size;
            if (allowed || all_[i] == untouched)
                continue;
            const support::advice about_the_room(
                "Only the bytes that came belong in the buffer. Does your code write "
                "more there itself, or ask recv() for more than there's room for?");
            const std::string place =
                i < wall ? "before the buffer"
                : i >= wall + size_
                    ? "past the end of the buffer, at offset " +
                          std::to_string(i - wall) + " of " + std::to_string(size_)
                    : "in the buffer at offset " + std::to_string(i - wall) +
                          ", behind the bytes that arrived";
            support::fail(std::string(who) + " touches only the " +
                              support::count(size, "byte") + " that arrived",
                          "it writes a byte (" +
                              std::to_string(std::to_integer<int>(all_[i])) + ") " +
                              place);
        }
    }

  private:
    static constexpr std::size_t wall = 64;
    static constexpr std::byte untouched{0xa5};
    std::size_t size_;
    std::vector<std::byte> all_;
};

/// The call with this number must not be made.
inline void forbid(call fn, int nth, std::string expected, std::string happened) {
    script::before(fn, nth, [=] { support::fail(expected, happened); });
}

/// Watches how much the code under test receives, so that a peer can act exactly when so
/// many bytes have been taken, in however many pieces.
class receiving {
  public:
    receiving() {
        script::on_record([this](const script::record& r) {
            if (!r.actor.empty() || r.fn != call::recv)
                return;
            last_ = r.error;
            ended_ = !r.error && r.value == 0;
            received_ += r.error ? 0 : r.value;
        });
    }
    ~receiving() { script::on_record(nullptr); }
    receiving(const receiving&) = delete;
    receiving& operator=(const receiving&) = delete;

    /// Runs `act`, once, when recv is called with so many bytes received before.
    void when(std::int64_t received, const std::function<void()>& act) {
        const auto done = std::make_shared<bool>(false);
        at_each_recv([this, received, act, done] {
            if (received_ == received && !std::exchange(*done, true))
                act();
        });
    }
    /// recv must not be called with so many bytes received before.
    void forbid_when(std::int64_t received, const std::string& expected,
                     const std::string& happened) {
        when(received, [=] { support::fail(expected, happened); });
    }
    /// After the end of the stream, and after an error, nothing is received any more.
    void forbid_after_the_end(const std::string& who) {
        at_each_recv([this, who] {
            if (last_)
                support::fail(who + " returns the error of recv, " +
                                  support::in_words(last_),
                              "it calls recv again");
            if (ended_)
                support::fail(who + " ends at the end of the stream: recv said 0",
                              "it calls recv again, and would never stop");
        });
    }

  private:
    /// The first calls, as many as the short conversations of these tests can need.
    static void at_each_recv(const std::function<void()>& look) {
        for (int nth = 0; nth < 400; ++nth)
            script::before(call::recv, nth, look);
    }

    std::int64_t received_ = 0;
    bool ended_ = false;
    std::error_code last_;
};

/// Whatever failed once must not be tried again; the peer would have been ready.
inline void expect_calls(call fn, int number, std::string_view who,
                         std::string_view why) {
    const int made = script::count(fn);
    if (made == number)
        return;
    const std::string name(script::name(fn));
    const auto times = [](int n) { return support::count(std::size_t(n), "time"); };
    support::fail(std::string(who) + " calls " + name + " " + times(number) + ": " +
                      std::string(why),
                  "it calls " + name + " " + times(made));
}

/// Sends until all of it is sent, or nobody is there any more.
inline void send_until_gone(support::peer& from, std::string_view bytes) {
    while (!bytes.empty() && std::chrono::steady_clock::now() < support::deadline()) {
        const auto sent = net::os::send(from.handle(), bytes.data(), bytes.size());
        if (sent)
            bytes.remove_prefix(*sent);
        else if (sent.error() != net::condition::would_block)
            return;
        std::array<net::poll_entry, 1> entry;
        entry[0].handle = from.handle();
        entry[0].want_write = true;
        support::expect_ok(net::os::poll(entry, std::chrono::milliseconds(100)), "poll");
    }
}

/// Errors that send and recv may answer, besides a peer that is gone.
inline constexpr std::errc some_errors[] = {
    std::errc::connection_reset, std::errc::connection_aborted,
    std::errc::timed_out,        std::errc::operation_would_block,
    std::errc::network_down,     std::errc::no_buffer_space,
    std::errc::not_connected,    std::errc::bad_file_descriptor,
    std::errc::host_unreachable, std::errc::not_enough_memory,
};

/// Tolerated in a walk of faults: the socket is the test's own, and so is its closing.
inline bool only_closing(call fn) {
    return fn == call::close;
}

} // namespace connection_tests
