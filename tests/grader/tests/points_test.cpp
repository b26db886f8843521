// Points, and verdicts as they are kept; nothing is judged.
#include "grading/class_report.hpp"
#include "grading_fixture.hpp"

namespace {

using namespace grading_test;
using kit::grading::judged_lesson;
using state = judged_lesson::state;

TEST(verdicts, are_kept_whole) {
    judged_lesson lesson;
    lesson.number = "06";
    lesson.title = "06 exchange";
    lesson.how = state::graded;
    lesson.points = 7.25;
    lesson.most = 10;
    lesson.tower = false;
    lesson.printed = "hello\n";
    lesson.tests = {
        {"sends it all", "contract", kit::test_result::mark::passed, "", {}, 2},
        {"fails",
         "private",
         kit::test_result::mark::failed,
         "",
         {"line", "", "  more"},
         1},
        {"skips", "program", kit::test_result::mark::skipped, "no IPv6", {}, 1}};
    const auto text = kit::grading::stored(lesson);
    const auto again = kit::grading::restored(text);
    ASSERT_TRUE(again);
    EXPECT_EQ(kit::grading::stored(*again), text);
    EXPECT_EQ(again->tests[1].text, lesson.tests[1].text);
    EXPECT_FALSE(kit::grading::restored(text.substr(0, text.size() - 4)));
    // No text of a student's begins another entry.
    lesson.how = state::refused;
    lesson.reasons = {"a\nstate graded\npoints 10 10\nend\n.cpp defines foo"};
    EXPECT_EQ(kit::grading::restored(kit::grading::stored(lesson))->how, state::refused);
}

TEST(points, are_shared_by_weight) {
    std::string why;
    const kit::grading::points_table points(
        "# a comment\n06 12\n06 3 \"sends it all\"\ntower 4\n", why);
    ASSERT_EQ(why, "");
    judged_lesson lesson;
    lesson.number = "06";
    lesson.how = state::graded;
    using mark = kit::test_result::mark;
    lesson.tests = {{"sends it all", "contract", mark::passed, "", {}, 1},
                    {"receives", "contract", mark::failed, "", {}, 1},
                    {"cannot be asked here", "contract", mark::skipped, "", {}, 1}};
    points.score(lesson);
    EXPECT_EQ(lesson.most, 12);
    EXPECT_EQ(lesson.points, 9);
    double sum = 0, most = 0;
    for (const auto& one : kit::grading::points_of_tests(lesson)) {
        sum += one.points;
        most += one.most;
    }
    EXPECT_DOUBLE_EQ(sum, 9);
    EXPECT_DOUBLE_EQ(most, 12);
}

TEST(points, of_what_was_given_can_be_lost_and_not_earned) {
    std::string why;
    const kit::grading::points_table points("06 10\n06 given \"shows help\"\n", why);
    ASSERT_EQ(why, "");
    judged_lesson lesson;
    lesson.number = "06";
    lesson.how = state::graded;
    using mark = kit::test_result::mark;
    const auto score = [&](mark given, mark first, mark second) {
        lesson.tests = {{"shows help", "program", given, "", {}, 1},
                        {"sends", "contract", first, "", {}, 1},
                        {"receives", "contract", second, "", {}, 1}};
        points.score(lesson);
        double sum = 0;
        for (const auto& one : kit::grading::points_of_tests(lesson))
            sum += one.points;
        EXPECT_DOUBLE_EQ(sum, lesson.points);
        return lesson.points;
    };
    EXPECT_EQ(score(mark::passed, mark::failed, mark::failed), 0);
    EXPECT_EQ(score(mark::passed, mark::passed, mark::failed), 5);
    EXPECT_EQ(score(mark::passed, mark::passed, mark::passed), 10);
    EXPECT_EQ(score(mark::failed, mark::passed, mark::passed), 5);
    EXPECT_EQ(score(mark::failed, mark::failed, mark::failed), 0);
}

TEST(points, complain_of_a_line_that_is_none) {
    for (const char* text : {"six 10\n", "06\n", "06 many\n", "06 -1\n", "06 1 \"open\n",
                             "06 given\n", "tower 1 \"x\"\n"}) {
        std::string why;
        const kit::grading::points_table points(text, why);
        EXPECT_NE(why, "") << text;
    }
}

TEST(ports, are_named_in_their_order) {
    EXPECT_EQ(
        kit::grading::with_named_ports(
            "listening on 127.0.0.1:45678\nclient 127.0.0.1:33333 to 45678; 3333333"),
        "listening on 127.0.0.1:port1\nclient 127.0.0.1:port2 to port1; 3333333");
}

} // namespace
