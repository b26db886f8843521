// The scripted seam: what it writes down.
#include <algorithm>
#include <atomic>
#include <thread>

#include "seam_fixture.hpp"

namespace {

using namespace platform_tests;

class trace : public seam {};

TEST_F(trace, has_each_call_with_arguments_and_answer) {
    with_peer both;
    value(net::send(both.client.get(), "hello world", 11), "send");
    EXPECT_EQ(both.peer_gets(), "hello world");
    both.peer_sends("hi\n");
    char bytes[10];
    value(net::recv(both.client.get(), bytes, sizeof bytes), "recv");
    both.close_peer();
    value(net::recv(both.client.get(), bytes, sizeof bytes), "recv");
    both.client.reset();
    const auto all = script::trace();
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(script::call_text(all[0]), "send(#3, 11 bytes \"hello world\")");
    EXPECT_EQ(script::answer_text(all[0]), "11");
    EXPECT_EQ(script::call_text(all[1]), "recv(#3, up to 10)");
    EXPECT_EQ(script::answer_text(all[1]), "3 bytes \"hi\\n\"");
    EXPECT_EQ(script::answer_text(all[2]), "0, end of stream");
    EXPECT_EQ(script::call_text(all[3]), "close(#3)");
    EXPECT_EQ(script::answer_text(all[3]), "ok");
    for (const auto& r : all) {
        EXPECT_TRUE(r.done);
        EXPECT_EQ(r.actor, "");
        EXPECT_LE(r.begun, r.ended);
    }
}

TEST_F(trace, names_an_error_as_the_system_does) {
    script::fail(call::socket, 0, std::errc::too_many_files_open);
    ASSERT_FALSE(net::socket(net::address_family::ipv4));
    const auto r = script::trace().at(0);
    EXPECT_EQ(script::answer_text(r),
              net::error_name(net::native_error(std::errc::too_many_files_open)));
    EXPECT_TRUE(r.scripted);
}

TEST_F(trace, shows_what_an_accept_brought) {
    const held listener = listening(net::address_family::ipv4);
    const held client = open(net::address_family::ipv4);
    value(net::connect(client.get(), name(listener)), "connect");
    const auto from = name(client);
    const held server(value(net::accept(listener.get()), "accept"));
    const auto r = script::trace().back();
    EXPECT_EQ(r.made, server.get());
    EXPECT_EQ(script::call_text(r), "accept(#3)");
    EXPECT_EQ(script::answer_text(r), "#5 from " + net::to_string(from));
}

TEST_F(trace, bytes_are_cut_and_escaped) {
    EXPECT_EQ(script::bytes_text(0, ""), "0 bytes");
    EXPECT_EQ(script::bytes_text(1, "x"), "1 byte \"x\"");
    EXPECT_EQ(script::bytes_text(4, {"\0\xff\"\\", 4}), "4 bytes \"\\x00\\xff\\\"\\\\\"");
    EXPECT_EQ(script::bytes_text(1000, "abcdefghijklmnop"),
              "1000 bytes \"abcdefghijkl\"...");
}

TEST_F(trace, has_a_call_that_has_not_returned_at_its_end) {
    with_peer both;
    std::atomic<bool> begun{false};
    script::before(call::recv, 0, [&] { begun = true; });
    std::jthread waiting([&] {
        char byte = 0;
        static_cast<void>(net::recv(both.client.get(), &byte, 1));
    });
    const auto until = clock::now() + patience;
    while (!begun && clock::now() < until)
        std::this_thread::yield();
    value(net::set_option(both.client.get(), net::option::no_delay, 1), "set_option");
    const auto all = script::trace();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].fn, call::set_option);
    EXPECT_EQ(all[1].fn, call::recv);
    EXPECT_FALSE(all[1].done);
    EXPECT_EQ(script::answer_text(all[1]), "still waiting");
    both.peer_sends("x");
}

TEST_F(trace, takes_notes_of_peers) {
    script::record r;
    r.actor = "peer";
    r.fn = call::send;
    script::note(r);
    EXPECT_EQ(script::trace().at(0).actor, "peer");
    EXPECT_EQ(script::count(call::send), 0) << "it is no call of the code under test";
}

TEST_F(trace, tells_a_listener_of_each_record) {
    int seen = 0;
    script::on_record([&](const script::record& r) { seen += r.fn == call::socket; });
    { const held s = open(net::address_family::ipv4); }
    script::on_record(nullptr);
    { const held s = open(net::address_family::ipv4); }
    EXPECT_EQ(seen, 1);
}

TEST_F(trace, a_loop_without_an_end_fills_no_memory) {
    constexpr std::size_t more = 10;
    script::record one;
    for (std::size_t i = 0; i < script::first_kept + more + script::last_kept; ++i) {
        one.number = static_cast<long long>(i);
        script::note(one);
    }
    const auto all = script::trace();
    ASSERT_EQ(all.size(), script::first_kept + script::last_kept);
    const auto& first_after = all[script::first_kept];
    EXPECT_EQ(first_after.left_out, more);
    EXPECT_EQ(first_after.number, static_cast<long long>(script::first_kept + more));
    EXPECT_EQ(all.back().number - first_after.number,
              static_cast<long long>(script::last_kept - 1));
    script::reset();
    EXPECT_TRUE(script::trace().empty());
}

TEST_F(trace, many_threads_lose_no_call) {
    constexpr int threads = 4, each = 50;
    {
        std::vector<std::jthread> all;
        for (int t = 0; t < threads; ++t)
            all.emplace_back([] {
                for (int i = 0; i < each; ++i)
                    open(net::address_family::ipv4).reset();
            });
    }
    EXPECT_EQ(script::count(call::socket), threads * each);
    EXPECT_EQ(script::count(call::close), threads * each);
    EXPECT_EQ(script::trace().size(), static_cast<std::size_t>(2 * threads * each));
    EXPECT_TRUE(script::misuse().empty());
    EXPECT_TRUE(script::open_handles().empty());
}

} // namespace
