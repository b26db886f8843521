#include "timeline.hpp"

#include <gtest/gtest.h>

namespace {

using net::script::call;
using net::script::record;

record line(std::string actor, std::string words) {
    record r;
    r.actor = std::move(actor);
    r.words = std::move(words);
    r.done = true;
    return r;
}

TEST(timeline, an_empty_trace_has_none) {
    EXPECT_TRUE(support::timeline({}).empty());
}

TEST(timeline, the_code_under_test_is_left_and_its_peer_right) {
    const std::vector<record> trace{line("", "mine"), line("the peer", "theirs")};
    const auto lines = support::timeline(trace);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[1], "  1  mine");
    EXPECT_EQ(lines[2].find("theirs"), lines[0].find("the peer"));
}

TEST(timeline, two_peers_are_told_apart) {
    const std::vector<record> trace{line("first", "came"), line("second", "came")};
    const auto lines = support::timeline(trace);
    EXPECT_NE(lines[1].find("first: came"), std::string::npos);
    EXPECT_NE(lines[2].find("second: came"), std::string::npos);
}

TEST(timeline, a_call_that_has_not_returned_is_still_waiting) {
    record r;
    r.fn = call::recv;
    r.number = 3;
    r.asked = 10;
    const std::vector<record> trace{r};
    EXPECT_EQ(support::timeline(trace)[1], "  1  recv(#3, up to 10) -> still waiting");
}

TEST(timeline, a_long_trace_keeps_its_beginning_and_its_end) {
    std::vector<record> trace;
    for (int i = 1; i <= 1000; ++i)
        trace.push_back(line("", "step " + std::to_string(i)));
    const auto lines = support::timeline(trace);
    EXPECT_LE(lines.size(), 25u);
    EXPECT_EQ(lines[1], "  1  step 1");
    EXPECT_EQ(lines.back(), "1000  step 1000");
}

TEST(timeline, what_the_trace_did_not_keep_counts) {
    std::vector<record> trace(1000, line("", "step"));
    trace[900].left_out = 5'000'000;
    const auto lines = support::timeline(trace);
    EXPECT_EQ(lines[9], "     ... 5000978 more lines ...");
    EXPECT_EQ(lines.back(), "5001000  step");
}

TEST(timeline, no_line_is_wider_than_80_columns) {
    const std::vector<record> trace{
        line("", "a rather long line about everything that happened in this program"),
        line("the peer", "a rather long line about everything that the peer did then")};
    for (const auto& text : support::timeline(trace))
        EXPECT_LE(text.size(), 80u) << text;
}

} // namespace
