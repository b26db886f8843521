// "Fail call N for N = 0, 1, 2 ... until nothing is left to fail": does the walk find
// what it is for?
#include <functional>

#include "seam_fixture.hpp"

namespace {

using namespace platform_tests;

class walk : public seam {
  protected:
    struct found {
        int steps = 0; ///< calls that could fail
        int leaks = 0, wrong_errors = 0, misuse = 0, hidden = 0;
        [[nodiscard]] bool clean() const {
            return leaks + wrong_errors + misuse + hidden == 0;
        }
    };

    /// Runs a function again and again, with one call more that works each time.
    static found each_call_fails_once(
        const std::function<net::result<void>(net::socket_address)>& run) {
        found all;
        for (int n = 0; n < 100; ++n) {
            script::reset();
            const auto listener =
                value(net::os::socket(net::address_family::ipv4), "socket");
            value(net::os::bind(listener, loopback(net::address_family::ipv4)), "bind");
            value(net::os::listen(listener, 4), "listen");
            script::fail_any(n);
            const auto answer = run(value(net::os::getsockname(listener), "getsockname"));
            value(net::os::close(listener), "close");
            if (script::plan_unused()) {
                EXPECT_TRUE(answer) << "nothing failed";
                return all;
            }
            ++all.steps;
            all.hidden += answer.has_value();
            all.wrong_errors += !answer && answer.error() != script::injected();
            all.leaks += !script::open_handles().empty();
            all.misuse += !script::misuse().empty();
        }
        ADD_FAILURE() << "the walk has no end";
        return all;
    }
};

net::result<void> talk(net::native_handle s, net::socket_address to) {
    if (auto ok = net::connect(s, to); !ok)
        return ok;
    if (auto sent = net::send(s, "x", 1); !sent)
        return net::unexpected(sent.error());
    return net::shutdown(s, net::shutdown_how::send);
}

net::result<void> careful(net::socket_address to) {
    const auto s = net::socket(to.family);
    if (!s)
        return net::unexpected(s.error());
    const auto answer = talk(*s, to);
    const auto closed = net::close(*s);
    return answer ? closed : answer;
}

TEST_F(walk, finds_nothing_in_a_careful_function) {
    const auto result = each_call_fails_once(careful);
    EXPECT_EQ(result.steps, 5) << "socket, connect, send, shutdown, close";
    EXPECT_TRUE(result.clean());
}

TEST_F(walk, finds_a_leak_on_an_error_path) {
    const auto result = each_call_fails_once([](net::socket_address to) {
        const auto s = net::socket(to.family);
        if (!s)
            return net::result<void>(net::unexpected(s.error()));
        if (auto ok = talk(*s, to); !ok)
            return ok; // the mistake: *s stays open
        return net::close(*s);
    });
    EXPECT_EQ(result.leaks, 3) << "connect, send and shutdown";
    EXPECT_EQ(result.misuse, 0);
}

TEST_F(walk, finds_an_error_that_is_hidden) {
    const auto result = each_call_fails_once([](net::socket_address to) {
        static_cast<void>(careful(to));
        return net::result<void>();
    });
    EXPECT_EQ(result.hidden, 5);
}

TEST_F(walk, finds_an_error_that_is_replaced) {
    const auto result = each_call_fails_once([](net::socket_address to) {
        const auto answer = careful(to);
        return answer ? answer
                      : net::unexpected(net::native_error(std::errc::interrupted));
    });
    EXPECT_EQ(result.wrong_errors, 5);
}

TEST_F(walk, finds_a_close_that_is_tried_again) {
    const auto result = each_call_fails_once([](net::socket_address to) {
        const auto s = net::socket(to.family);
        if (!s)
            return net::result<void>(net::unexpected(s.error()));
        const auto answer = talk(*s, to);
        if (auto closed = net::close(*s); !closed)
            static_cast<void>(net::close(*s)); // the mistake
        return answer;
    });
    EXPECT_EQ(result.misuse, 1);
}

// An accept that fails for want of descriptors leaves the connection in the queue: who
// goes on has it later. (posix/descriptors.cpp has the real thing.)
TEST_F(walk, 38_an_accept_without_descriptors_can_be_repeated) {
    const held listener = listening(net::address_family::ipv4);
    const held client = open(net::address_family::ipv4);
    value(net::connect(client.get(), name(listener)), "connect");
    script::fail(call::accept, 0, std::errc::too_many_files_open);
    const auto first = net::accept(listener.get());
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error(), std::errc::too_many_files_open);
    EXPECT_TRUE(readable(listener));
    EXPECT_TRUE(held(value(net::accept(listener.get()), "accept")).get() !=
                net::invalid_handle);
}

} // namespace
