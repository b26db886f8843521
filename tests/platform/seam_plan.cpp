// The scripted seam: what a plan does to a call.
#include <thread>

#include "seam_fixture.hpp"

namespace {

using namespace platform_tests;

class plan : public seam {};

net::result<std::size_t> send(const held& s, std::string_view bytes) {
    return net::send(s.get(), bytes.data(), bytes.size());
}

TEST_F(plan, without_one_calls_do_what_they_do) {
    with_peer both;
    ASSERT_EQ(value(send(both.client, "hello"), "send"), 5u);
    EXPECT_EQ(both.peer_gets(), "hello");
    EXPECT_FALSE(script::plan_unused());
    EXPECT_FALSE(script::injected());
    EXPECT_EQ(script::count(call::send), 1);
    EXPECT_EQ(script::count(call::recv), 0);
}

TEST_F(plan, fails_the_nth_call_and_no_byte_moves) {
    with_peer both;
    script::fail(call::send, 1, std::errc::connection_reset);
    EXPECT_TRUE(script::plan_unused());
    EXPECT_TRUE(send(both.client, "first "));
    EXPECT_TRUE(script::plan_unused());
    const auto second = send(both.client, "never ");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), std::errc::connection_reset);
    EXPECT_EQ(second.error().category(), net::native_category());
    EXPECT_EQ(script::injected(), second.error());
    EXPECT_FALSE(script::plan_unused());
    EXPECT_TRUE(send(both.client, "third"));
    both.client.reset();
    EXPECT_EQ(both.peer_gets() + both.peer_gets(), "first third");
}

TEST_F(plan, fails_from_the_nth_call_on) {
    with_peer both;
    script::fail_from(call::recv, 1, std::errc::connection_aborted);
    both.peer_sends("abc");
    char byte = 0;
    EXPECT_TRUE(net::recv(both.client.get(), &byte, 1));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(net::recv(both.client.get(), &byte, 1).error(),
                  std::errc::connection_aborted);
}

TEST_F(plan, answers_with_exactly_the_code_given) {
    with_peer both;
    const auto odd = net::native_error(29999);
    script::fail(call::shutdown, 0, odd);
    EXPECT_EQ(net::shutdown(both.client.get(), net::shutdown_how::send).error(), odd);
}

TEST_F(plan, a_failing_close_closes_before_it_answers) {
    with_peer both;
    script::fail(call::close, 0, std::errc::io_error);
    const auto token = both.client.take();
    EXPECT_EQ(net::close(token).error(), std::errc::io_error);
    EXPECT_EQ(both.peer_gets(), "") << "the end of the stream";
    EXPECT_EQ(script::system_handle(token), net::invalid_handle);
    EXPECT_TRUE(script::open_handles().empty());
}

// A blocking send on Windows takes all it is given: only here it is short there, too.
TEST_F(plan, 29_shortens_a_send) {
    with_peer both;
    script::shorten(call::send, 0, 7);
    EXPECT_EQ(value(send(both.client, "hello world"), "send"), 7u);
    EXPECT_EQ(both.peer_gets(), "hello w");
    EXPECT_EQ(value(send(both.client, "orld"), "send"), 4u) << "the next is whole again";
    EXPECT_EQ(both.peer_gets(), "orld");
    const auto trace = script::trace();
    ASSERT_EQ(trace.size(), 2u);
    EXPECT_TRUE(trace[0].scripted);
    EXPECT_EQ(trace[0].asked, 11u);
    EXPECT_EQ(trace[0].value, 7);
    EXPECT_FALSE(trace[1].scripted);
}

TEST_F(plan, shortens_every_recv_but_the_one_with_a_rule_of_its_own) {
    with_peer both;
    script::shorten_all(call::recv, 2);
    script::shorten(call::recv, 1, 3);
    both.peer_sends("abcdefg");
    std::string got;
    for (int i = 0; i < 3; ++i) {
        char bytes[10];
        const auto size =
            value(net::recv(both.client.get(), bytes, sizeof bytes), "recv");
        got += std::string(bytes, size) + "|";
    }
    EXPECT_EQ(got, "ab|cde|fg|");
}

TEST_F(plan, a_limit_above_the_length_changes_nothing) {
    with_peer both;
    script::shorten_all(call::send, 100);
    EXPECT_EQ(value(send(both.client, "abc"), "send"), 3u);
    EXPECT_FALSE(script::trace().at(0).scripted);
}

TEST_F(plan, runs_something_before_a_call_in_its_thread) {
    with_peer both;
    std::thread::id where;
    script::before(call::recv, 0, [&] {
        where = std::this_thread::get_id();
        both.close_peer();
    });
    char byte = 0;
    EXPECT_EQ(value(net::recv(both.client.get(), &byte, 1), "recv"), 0u);
    EXPECT_EQ(where, std::this_thread::get_id());
}

TEST_F(plan, every_function_can_fail_and_says_so_in_the_systems_own_words) {
    for (const auto fn :
         {call::socket, call::bind, call::listen, call::accept, call::connect, call::send,
          call::recv, call::shutdown, call::close, call::getsockname, call::getpeername,
          call::set_option, call::get_option, call::set_nonblocking, call::poll}) {
        const auto error = net::native_error(script::usual_error(fn));
        EXPECT_EQ(error.category(), net::native_category()) << script::name(fn);
        EXPECT_NE(net::error_name(error), "") << script::name(fn);
    }
}

TEST_F(plan, failing_calls_of_each_function) {
    const auto e = std::errc::no_buffer_space;
    with_peer both;
    const auto s = both.client.get();
    char byte = 0;
    net::poll_entry entry{.handle = s, .want_read = true};
    for (int i = 0; i < 15; ++i)
        script::fail(static_cast<call>(i), 0, e);
    const std::error_code errors[] = {
        net::socket(net::address_family::ipv4).error(),
        net::bind(s, {}).error(),
        net::listen(s, 1).error(),
        net::accept(s).error(),
        net::connect(s, {}).error(),
        net::send(s, &byte, 1).error(),
        net::recv(s, &byte, 1).error(),
        net::shutdown(s, net::shutdown_how::send).error(),
        net::getsockname(s).error(),
        net::getpeername(s).error(),
        net::set_option(s, net::option::no_delay, 1).error(),
        net::get_option(s, net::option::no_delay).error(),
        net::set_nonblocking(s, true).error(),
        net::poll({&entry, 1}, 0ms).error(),
        net::close(both.client.take()).error(),
    };
    for (const auto& error : errors)
        EXPECT_EQ(error, e);
    EXPECT_FALSE(script::plan_unused());
    EXPECT_EQ(script::trace().size(), std::size(errors));
    for (const auto& r : script::trace())
        EXPECT_TRUE(r.scripted && r.done) << script::call_text(r);
}

TEST_F(plan, numbers_start_anew_after_a_reset) {
    script::fail(call::socket, 1, std::errc::too_many_files_open);
    EXPECT_TRUE(held(value(net::socket(net::address_family::ipv4), "socket")).get() !=
                net::invalid_handle);
    script::reset();
    EXPECT_FALSE(script::plan_unused());
    const held first = open(net::address_family::ipv4);
    const held second = open(net::address_family::ipv4);
    EXPECT_EQ(script::count(call::socket), 2);
}

} // namespace
