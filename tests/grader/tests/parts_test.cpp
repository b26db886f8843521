// The parts of kit that need no project: reports, differences, timelines, words.
#include <tuple>

#include <gtest/gtest.h>

#include "screen.hpp"
#include "test_run.hpp"
#include "text/files.hpp"
#include "text/utf8.hpp"
#include "text_diff.hpp"
#include "timeline.hpp"

namespace {

using mark = kit::test_result::mark;
using how = grader::os::exit_status::how;

TEST(report, is_good_when_every_planned_test_passed) {
    const auto run =
        kit::read_report("plan 2\nbegin sends\npass\nbegin receives\nskip no IPv6\n"
                         "done 1 0 1\n",
                         "06 exchange", {how::exited, 0});
    EXPECT_TRUE(run.good());
    ASSERT_EQ(run.tests.size(), 2u);
    EXPECT_EQ(run.tests[1].how, mark::skipped);
    EXPECT_EQ(run.tests[1].reason, "no IPv6");
}

TEST(report, tells_of_a_killed_program_by_its_own_event) {
    const auto run =
        kit::read_report("plan 2\nbegin sends\nkilled\nfail\ntext FAILED  it\nend\n"
                         "begin receives\nfail\ntext SIGKILL\ntext killed\nend\n",
                         "08 echo", {how::exited, 1});
    ASSERT_EQ(run.tests.size(), 2u);
    EXPECT_TRUE(run.tests[0].killed);
    EXPECT_FALSE(run.tests[1].killed);
}

TEST(report, keeps_the_text_of_a_failure) {
    const auto run =
        kit::read_report("plan 1\nbegin sends\nfail\ntext FAILED  it\ntext \n"
                         "text   expected   7\nend\ndone 0 1 0\n",
                         "06 exchange", {how::exited, 1});
    EXPECT_FALSE(run.good());
    ASSERT_EQ(run.tests.size(), 1u);
    EXPECT_EQ(run.tests[0].text,
              (std::vector<std::string>{"FAILED  it", "", "  expected   7"}));
}

TEST(report, without_its_last_line_is_no_pass) {
    for (const char* text : {"", "plan 2\n", "plan 2\nbegin sends\npass\n",
                             "plan 2\nbegin sends\npass\nbegin receives\n"}) {
        const auto run = kit::read_report(text, "06 exchange", {how::exited, 0});
        EXPECT_FALSE(run.good()) << text;
        EXPECT_EQ(run.count(mark::failed), 1u) << text;
    }
}

TEST(report, of_a_program_that_crashed_after_its_last_test_is_no_pass) {
    const auto run = kit::read_report("plan 1\nbegin sends\npass\ndone 1 0 0\n",
                                      "06 exchange", {how::crashed, 11});
    EXPECT_FALSE(run.good());
}

TEST(report, counts_tests_that_never_began) {
    const auto run = kit::read_report("plan 5\nbegin sends\nfail\ntext FAILED  it\nend\n",
                                      "06 exchange", {how::exited, 97});
    EXPECT_EQ(run.not_run, 4u);
    EXPECT_EQ(run.count(mark::failed), 1u);
}

TEST(report, says_whether_the_control_ran_and_in_which_order) {
    using word = kit::test_run::word;
    const std::string begin = "control asked\norder 7\nplan 1\nbegin sends\npass\n";
    for (const auto& [line, expected] : {std::pair{"", word::asked},
                                         {"control failed\n", word::failed},
                                         {"control passed\n", word::passed}}) {
        const auto run = kit::read_report(begin + line + "done 1 0 0\n", "06 exchange",
                                          {how::exited, 0});
        EXPECT_TRUE(run.good());
        EXPECT_TRUE(run.ended);
        EXPECT_EQ(run.control, expected) << line;
        EXPECT_EQ(run.order, 7u);
    }
    const auto none = kit::read_report(begin, "06 exchange", {how::exited, 0});
    EXPECT_FALSE(none.ended);
}

TEST(difference, is_empty_between_equal_texts) {
    EXPECT_TRUE(kit::unified_diff({"a", "b"}, {"a", "b"}).empty());
}

TEST(difference, shows_changes_with_what_is_around_them) {
    const std::vector<std::string> before{"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    auto after = before;
    after[4] = "five";
    EXPECT_EQ(kit::unified_diff(before, after, 1),
              (std::vector<std::string>{"@@ -4,3 +4,3 @@", " 4", "-5", "+five", " 6"}));
    EXPECT_EQ(kit::unified_diff({}, {"new"}),
              (std::vector<std::string>{"@@ -0,0 +1,1 @@", "+new"}));
}

TEST(fingerprint, is_the_same_for_both_line_ends) {
    EXPECT_EQ(kit::fingerprint("a\nb\n"), kit::fingerprint("a\r\nb\r\n"));
    EXPECT_NE(kit::fingerprint("a\nb\n"), kit::fingerprint("a\nb"));
    EXPECT_EQ(kit::in_hex(kit::fingerprint("a")),
              "af63dc4c8601ec8c"); // FNV's own example
}

TEST(timeline, shows_a_wait_where_it_began_and_where_it_was_answered) {
    auto calls =
        kit::read_trace("10\t50\taccept\taccept(#3)\t#4 from 127.0.0.1:1\n", false);
    const auto more = kit::read_trace("20\t30\tconnect\tconnect(#3)\tok\n"
                                      "60\t90\trecv\trecv(#3)\t0\n",
                                      true);
    calls.insert(calls.end(), more.begin(), more.end());
    const auto rows = kit::make_timeline(calls);
    ASSERT_EQ(rows.size(), 4u);
    EXPECT_EQ(rows[0].left, "accept(#3) waits");
    EXPECT_EQ(rows[1].right, "connect(#3) -> ok");
    EXPECT_EQ(rows[2].left, "accept -> #4 from 127.0.0.1:1");
    EXPECT_EQ(rows[3].right, "recv(#3) -> 0");
    for (const auto& line : kit::say_timeline(rows, "server", "client"))
        EXPECT_LE(line.size(), 80u) << line;
}

TEST(words, are_wrapped_at_spaces) {
    EXPECT_EQ(kit::wrap("one two three", 7),
              (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(kit::wrap("", 7), std::vector<std::string>{""});
    EXPECT_EQ(kit::wrap("unbreakable", 3), std::vector<std::string>{"unbreakable"});
}

TEST(utf8, tells_a_character_and_its_bytes) {
    for (const auto& [text, code, bytes] :
         {std::tuple<std::string_view, std::uint32_t, std::size_t>{"A", 0x41, 1},
          {"\xC2\x80", 0x80, 2},
          {"\xC2\xB5s", 0xb5, 2},
          {"\xE0\xA0\x80", 0x800, 3},
          {"\xED\x9F\xBF", 0xd7ff, 3},
          {"\xF0\x90\x80\x80", 0x10000, 4},
          {"\xF4\x8F\xBF\xBF", 0x10ffff, 4}}) {
        EXPECT_EQ(kit::first_character(text).code, code);
        EXPECT_EQ(kit::first_character(text).bytes, bytes);
    }
}

TEST(utf8, takes_nothing_for_a_character_that_is_none) {
    for (const std::string_view text :
         {"", "\x80", "\xC2", "\xC2x", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
          "\xE2\x82", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
        EXPECT_EQ(kit::first_character(text).bytes, 0u) << testing::PrintToString(text);
}

} // namespace
