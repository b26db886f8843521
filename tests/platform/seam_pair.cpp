// What is itself written on net:: names, under the scripted seam: the pair of sockets and
// the wake-up.
#include <algorithm>

#include "seam_fixture.hpp"

#include <net/pair.hpp>

namespace {

using namespace platform_tests;

class pair : public seam {
  protected:
    static int closes_of(net::native_handle token) {
        const auto all = script::trace();
        return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& r) {
            return r.fn == call::close && r.handle == token;
        }));
    }
};

// Between listen and accept anybody on this machine may connect. The stranger here is
// always first in the queue.
TEST_F(pair, 34_a_stranger_that_races_in_is_turned_away) {
    net::native_handle stranger = net::invalid_handle;
    script::before(call::connect, 0, [&] {
        const auto all = script::trace();
        const auto told = std::find_if(all.begin(), all.end(), [](const auto& r) {
            return r.fn == call::getsockname;
        });
        ASSERT_NE(told, all.end());
        stranger = value(net::os::socket(net::address_family::ipv4), "socket");
        value(net::os::connect(stranger, told->address), "connect");
    });
    const auto made = net::socket_pair();
    ASSERT_TRUE(made) << made.error().message();
    const held first(made->first), second(made->second);
    EXPECT_EQ(value(net::getpeername(second.get()), "getpeername"), name(first));
    EXPECT_EQ(script::count(call::accept), 2);
    EXPECT_EQ(script::open_handles().size(), 2u) << "the listener is closed";
    char byte = 0;
    value(net::os::set_option(stranger, net::option::receive_timeout, patience.count()),
          "set_option");
    const auto got = net::os::recv(stranger, &byte, 1);
    EXPECT_TRUE(!got || *got == 0) << "the stranger was hung up on";
    static_cast<void>(net::os::close(stranger));
    send_all(first, "us");
    EXPECT_EQ(receive(second, 2), "us");
}

TEST_F(pair, 34_a_stranger_that_is_gone_already_is_no_reason_to_fail) {
    script::fail(call::accept, 0, std::errc::connection_aborted);
    const auto made = net::socket_pair();
    ASSERT_TRUE(made) << made.error().message();
    const held first(made->first), second(made->second);
    EXPECT_EQ(script::count(call::accept), 2);
}

// Linux has closed the descriptor when close says EINTR: the number may be somebody
// else's by the time of a second try. So there is none, on any system.
TEST_F(pair, 20_a_close_that_was_interrupted_is_not_tried_again) {
    net::native_handle token = net::invalid_handle;
    {
        auto wake = net::wakeup::make();
        ASSERT_TRUE(wake);
        token = wake->handle();
        script::fail_from(call::close, 0, std::errc::interrupted);
    }
    EXPECT_EQ(closes_of(token), 1);
    EXPECT_TRUE(script::open_handles().empty());
    EXPECT_TRUE(script::misuse().empty());
}

TEST_F(pair, an_assigned_wakeup_closes_the_pair_that_it_had) {
    auto old = net::wakeup::make();
    auto other = net::wakeup::make();
    ASSERT_TRUE(old && other);
    const auto token = old->handle();
    const auto kept = other->handle();
    *old = std::move(*other);
    EXPECT_EQ(closes_of(token), 1) << "at once, and not with the one it was taken from";
    EXPECT_EQ(old->handle(), kept);
    EXPECT_EQ(closes_of(kept), 0);
    EXPECT_EQ(script::open_handles().size(), 2u);
}

TEST_F(pair, leaks_nothing_whichever_call_fails) {
    for (const bool with_wakeup : {false, true}) {
        for (int n = 0;; ++n) {
            ASSERT_LT(n, 100);
            script::reset();
            script::fail_any(n);
            std::error_code error;
            if (with_wakeup) {
                const auto wake = net::wakeup::make();
                error = wake ? std::error_code{} : wake.error();
            } else {
                const auto made = net::socket_pair();
                if (made)
                    held(made->first), held(made->second);
                else
                    error = made.error();
            }
            EXPECT_TRUE(script::open_handles().empty())
                << "call " << n << ": " << script::open_handles().front();
            EXPECT_TRUE(script::misuse().empty()) << "call " << n;
            if (script::plan_unused())
                break;
            // Only a close may fail unnoticed: it has closed all the same.
            const bool was_close =
                script::injected() == net::native_error(script::usual_error(call::close));
            EXPECT_TRUE(error == script::injected() || was_close) << "call " << n;
        }
    }
}

TEST_F(pair, a_notice_to_a_full_wakeup_is_success) {
    auto wake = net::wakeup::make();
    ASSERT_TRUE(wake);
    script::fail(call::send, 0, std::errc::operation_would_block);
    EXPECT_TRUE(wake->notify());
    script::fail(call::send, 1, std::errc::connection_reset);
    const auto failed = wake->notify();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error(), std::errc::connection_reset);
}

TEST_F(pair, time_limits_reach_the_seam_in_milliseconds) {
    const held s = open(net::address_family::ipv4);
    value(net::set_receive_timeout(s.get(), 1500us), "set_receive_timeout");
    value(net::set_linger(s.get(), std::nullopt), "set_linger");
    const auto all = script::trace();
    ASSERT_GE(all.size(), 3u);
    EXPECT_EQ(all[1].value, 2);
    EXPECT_EQ(all[2].value, -1);
}

} // namespace
