// Marks: what is right has them all, what is wrong loses some, and equal is equal.
#include <map>
#include <mutex>

#include "grading/class_report.hpp"
#include "grading/run_judge.hpp"
#include "grading_fixture.hpp"
#include "parallel.hpp"

namespace {

using namespace grading_test;
using kit::grading::judged_lesson;
using state = judged_lesson::state;

class judging : public with_workshop {};

fs::path solutions() {
    return project().root() / "solutions";
}

std::string reference(const std::string& path) {
    return kit::read_file(solutions() / path).value();
}

/// A submission of one file, lesson 06's, as the reference with some words replaced.
fs::path changed_exchange(std::string_view old_words, std::string_view new_words) {
    std::string text = reference("06-exchange/exchange.cpp");
    const auto at = text.find(old_words);
    EXPECT_NE(at, std::string::npos) << old_words;
    text.replace(at, old_words.size(), new_words);
    const fs::path folder = new_folder();
    EXPECT_TRUE(kit::write_file(folder / "exchange.cpp", text));
    return folder;
}

/// "01 02 03 ...".
std::string every_lesson() {
    std::string numbers;
    for (const auto& lesson : project().lessons())
        numbers += (numbers.empty() ? "" : " ") + lesson.number;
    return numbers;
}

TEST_F(judging, gives_the_references_full_marks_on_their_own_tower) {
    const auto all = graded(solutions(), every_lesson());
    for (const auto& lesson : all.lessons) {
        EXPECT_TRUE(lesson.full()) << lesson.title;
        EXPECT_EQ(lesson.points, lesson.most) << lesson.title;
        EXPECT_EQ(lesson.tower,
                  lesson.number == "01" ? std::nullopt : std::optional(true))
            << lesson.title;
    }
    EXPECT_EQ(all.points, all.most);
}

TEST_F(judging, compiles_at_the_same_moment_always) {
    const fs::path answer =
        changed_exchange("namespace tcp {", "static_assert(__DATE__[10] == '0' && "
                                            "__TIME__[7] == '0' && "
                                            "__TIMESTAMP__[23] == '0');\n"
                                            "static_assert(__DATE__[9] == '0' && "
                                            "__TIME__[6] == '0');\nnamespace tcp {");
    const auto all = graded(answer, "06");
    EXPECT_EQ(all.points, all.most) << kit::grading::as_json(all);
}

TEST_F(judging, gives_starters_nothing) {
    const auto all = graded(project().root() / "lessons", "05 06 08");
    for (const auto& lesson : all.lessons) {
        EXPECT_EQ(lesson.how, state::untouched) << lesson.title;
        EXPECT_EQ(lesson.points, 0);
    }
}

TEST_F(judging, gives_nothing_for_what_was_handed_out) {
    const fs::path folder = new_folder();
    for (const auto& lesson : project().lessons())
        for (const auto& name : kit::files_in(project().lesson_folder(lesson), {".cpp"}))
            ASSERT_TRUE(kit::write_file(
                folder / "lessons" / lesson.folder / name,
                kit::read_file(project().lesson_folder(lesson) / name).value() +
                    "// touched\n"));
    kit::grading::judging how;
    how.limit = std::chrono::milliseconds(500); // programs that do not come to listen
    const auto all = graded(folder, every_lesson(), how);
    for (const auto& lesson : all.lessons) {
        EXPECT_EQ(lesson.how, state::graded) << lesson.title;
        EXPECT_EQ(lesson.points, 0) << lesson.title;
        for (const auto& test : lesson.tests)
            EXPECT_TRUE(test.how != kit::test_result::mark::passed || test.given)
                << "points.txt lacks: " << lesson.number << " given \"" << test.name
                << '"';
    }
}

TEST_F(judging, takes_a_missing_lesson_for_missing) {
    const auto all = graded(changed_exchange("namespace tcp", "namespace tcp"), "05 06");
    EXPECT_EQ(all.lessons[0].how, state::missing);
    EXPECT_TRUE(all.lessons[1].full());
}

TEST_F(judging, shows_what_the_compiler_said) {
    const auto all = graded(changed_exchange("return", "retrun"), "06");
    const auto& lesson = all.lessons[0];
    EXPECT_EQ(lesson.how, state::not_compiled);
    ASSERT_FALSE(lesson.reasons.empty());
    EXPECT_TRUE(lesson.reasons[0].starts_with("lessons/06-exchange/exchange.cpp"))
        << lesson.reasons[0];
}

TEST_F(judging, tells_a_function_that_is_not_there) {
    const auto all = graded(changed_exchange("net::result<std::uint64_t> echo(",
                                             "net::result<std::uint64_t> ecco("),
                            "06");
    EXPECT_EQ(all.lessons[0].how, state::not_compiled);
    EXPECT_EQ(all.lessons[0].points, 0);
    EXPECT_EQ(all.lessons[0].reasons[0], "This is missing: tcp::echo.");
}

TEST_F(judging, names_what_is_missing_in_an_empty_file) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp", ""));
    const auto lesson = graded(folder, "06").lessons[0];
    EXPECT_EQ(lesson.how, state::not_compiled);
    ASSERT_FALSE(lesson.reasons.empty());
    for (const char* name :
         {"tcp::send_all", "tcp::receive_some", "tcp::receive_exactly"})
        EXPECT_NE(lesson.reasons[0].find(name), std::string::npos) << lesson.reasons[0];
    for (const auto& reason : lesson.reasons)
        EXPECT_TRUE(reason.find("undefined") == std::string::npos &&
                    reason.find("tests/lessons") == std::string::npos)
            << reason;
}

TEST_F(judging, lets_a_mistake_cost_its_own_lesson_only) {
    const fs::path folder = new_folder();
    fs::copy(solutions(), folder / "lessons", fs::copy_options::recursive);
    std::string text = reference("03-listen/listen.cpp");
    text.replace(text.find("backlog)"), 8, "backlog), net::listen(s.handle(), 0)");
    ASSERT_TRUE(kit::write_file(folder / "lessons/03-listen/listen.cpp", text));
    const auto all = graded(folder, "02 03 04 05 06");
    for (const auto& lesson : all.lessons)
        EXPECT_EQ(lesson.full(), lesson.number != "03") << lesson.title;
}

/// The reference, which before it sends very much spends twice the limit of a test in
/// turns of so many milliseconds: computing, and waiting.
fs::path slow_exchange(int computing, int waiting, std::chrono::milliseconds limit) {
    const auto ms = [](auto number) {
        return "std::chrono::milliseconds(" + std::to_string(number) + ")";
    };
    fs::path folder = changed_exchange("    while (!data.empty()) {",
                                       "    if (data.size() > 1'000'000)\n"
                                       "        spend();\n"
                                       "    while (!data.empty()) {");
    const auto text = kit::read_file(folder / "exchange.cpp").value();
    EXPECT_TRUE(kit::write_file(folder / "exchange.cpp",
                                "#include <chrono>\n#include <net/poll.hpp>\n"
                                "static void spend() {\n"
                                "    using clock = std::chrono::steady_clock;\n"
                                "    for (const auto end = clock::now() + " +
                                    ms(2 * limit.count()) +
                                    "; clock::now() < end;) {\n"
                                    "        for (const auto turn = clock::now() + " +
                                    ms(computing) +
                                    "; clock::now() < turn;) {}\n"
                                    "        static_cast<void>(net::poll({}, " +
                                    ms(waiting) +
                                    "));\n"
                                    "    }\n}\n" +
                                    text));
    return folder;
}

TEST_F(judging, takes_no_marks_for_what_the_machine_was_busy_with) {
    kit::grading::judging how;
    how.limit = std::chrono::milliseconds(1000);
    const auto busy = graded(slow_exchange(15, 30, how.limit), "06", how);
    EXPECT_TRUE(busy.lessons[0].full());
    const auto idle = graded(slow_exchange(0, 30, how.limit), "06", how);
    EXPECT_EQ(idle.lessons[0].how, state::graded);
    EXPECT_FALSE(idle.lessons[0].full());
}

TEST_F(judging, counts_a_crash_after_the_last_test) {
    kit::grading::judging how;
    how.limit = std::chrono::milliseconds(1000);
    const auto with_crash = [&](const fs::path& folder) {
        const auto text = kit::read_file(folder / "exchange.cpp").value();
        EXPECT_TRUE(kit::write_file(
            folder / "exchange.cpp",
            text + "static struct at_the_end {\n    ~at_the_end() {\n"
                   "        int* volatile nowhere = nullptr;\n        *nowhere = 1;\n"
                   "    }\n} last;\n"));
        return graded(folder, "06", how).lessons[0];
    };
    const auto fast = with_crash(changed_exchange("namespace tcp", "namespace tcp"));
    EXPECT_EQ(fast.how, state::graded);
    EXPECT_FALSE(fast.full());
    EXPECT_EQ(fast.tests[0].how, kit::test_result::mark::passed);
    // Also where a test was looked at a second time.
    const auto slow = with_crash(slow_exchange(15, 30, how.limit));
    EXPECT_EQ(std::count_if(slow.tests.begin(), slow.tests.end(),
                            [](const auto& test) {
                                return test.judge == "contract" &&
                                       test.how == kit::test_result::mark::failed;
                            }),
              1);
}

TEST_F(judging, lets_a_crash_cost_the_tests_that_crash) {
    const auto all = graded(
        changed_exchange("    while (!data.empty()) {",
                         "    int* volatile nowhere = nullptr;\n    *nowhere = 1;\n"
                         "    while (!data.empty()) {"),
        "06");
    const auto& lesson = all.lessons[0];
    ASSERT_EQ(lesson.how, state::graded);
    for (const auto& test : lesson.tests) {
        std::string text;
        for (const auto& line : test.text)
            text += line + "\n";
        EXPECT_EQ(text.find("It did not run"), std::string::npos) << test.name << text;
        if (test.judge == "contract" && test.name.starts_with("fills ")) {
            EXPECT_EQ(test.how, kit::test_result::mark::passed) << test.name << text;
        }
    }
    EXPECT_GT(all.points, 2);
}

TEST_F(judging, gives_the_lower_mark_where_it_depends_on_the_order_of_the_tests) {
    // Right where the first that is asked of it is to send 11 bytes, as in the tests' own
    // order, or to echo, as in the program.
    const fs::path folder = changed_exchange(
        "    while (!data.empty()) {",
        "    if (first == 0)\n        first = data.size() == 11 ? 's' : 'x';\n"
        "    if (first != 's')\n"
        "        return net::unexpected("
        "std::make_error_code(std::errc::io_error));\n"
        "    while (!data.empty()) {");
    std::string text = kit::read_file(folder / "exchange.cpp").value();
    const std::string echo = "echo(const socket& s) {";
    text.replace(text.find(echo), echo.size(),
                 echo + "\n    if (first == 0)\n        first = 's';\n");
    const std::string scope = "namespace tcp {";
    text.replace(text.find(scope), scope.size(),
                 scope + "\nnamespace { char first = 0;\n"
                         // It is not asked for by the command line that main() gets.
                         "[[gnu::constructor]] void early(int, char** argv, char**) {\n"
                         "    for (; *argv != nullptr; ++argv)\n"
                         "        if (std::string_view(*argv) == \"--gtest_shuffle\")\n"
                         "            (*argv)[2] = 'x';\n}\n}\n");
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp", text));
    const auto all = graded(folder, "06");
    const auto& lesson = all.lessons[0];
    ASSERT_FALSE(lesson.sometimes.empty()) << kit::grading::as_json(all);
    EXPECT_LT(lesson.points, lesson.most);
    EXPECT_EQ(lesson.count(kit::test_result::mark::failed), lesson.sometimes.size());
    EXPECT_EQ(kit::grading::restored(kit::grading::stored(lesson))->sometimes,
              lesson.sometimes);
    const auto seen = kit::grading::for_student(all, kit::grading::feedback::verdict);
    for (const auto& report :
         {kit::grading::as_html(seen),
          kit::grading::as_gradescope(all, kit::grading::feedback::verdict),
          kit::grading::as_csv({{{"jo", "jo", folder}, all}})})
        EXPECT_TRUE(report.find("ometimes") != std::string::npos) << report;
    // What is right in every order is so always.
    const auto right = graded(changed_exchange("namespace tcp", "namespace tcp"), "06");
    EXPECT_TRUE(right.lessons[0].full());
    EXPECT_TRUE(right.lessons[0].sometimes.empty());
}

TEST_F(judging, says_nothing_twice_but_the_time) {
    const fs::path wrong = submissions("wrong") / "06-advances-by-what-it-asked";
    ASSERT_TRUE(fs::exists(wrong));
    std::vector<std::string> reports(4);
    kit::each_in_parallel(reports.size(), 2, [&](std::size_t i) {
        auto all = graded(wrong, "06");
        all.seconds = 0;
        reports[i] = kit::grading::as_json(all);
    });
    for (const auto& report : reports)
        EXPECT_EQ(report, reports.front());
}

TEST_F(judging, keeps_what_it_found_by_what_it_depends_on) {
    std::map<std::string, std::string> kept;
    std::mutex mutex;
    std::size_t asked = 0;
    const kit::grading::cache known{[&](const std::string& key) {
                                        const std::lock_guard lock(mutex);
                                        ++asked;
                                        const auto at = kept.find(key);
                                        return at == kept.end()
                                                   ? std::nullopt
                                                   : std::optional(at->second);
                                    },
                                    [&](const std::string& key, const std::string& text) {
                                        const std::lock_guard lock(mutex);
                                        kept[key] = text;
                                    }};
    kit::grading::judging how;
    how.lessons = {project().lesson_of("06")};
    std::string why;
    const kit::grading::points_table points("", why);
    const auto grade = [&](const fs::path& path) {
        auto made = kit::grading::judge_submission(
            shop(), kit::grading::take_in(project(), path, new_folder(), true), how,
            points, known);
        made.seconds = 0;
        return kit::grading::as_json(made);
    };
    const fs::path first = changed_exchange("namespace tcp", "namespace tcp");
    const auto once = grade(first);
    EXPECT_EQ(kept.size(), 1u);
    EXPECT_EQ(grade(first), once);
    EXPECT_EQ(kept.size(), 1u);
    EXPECT_EQ(asked, 2u);
    static_cast<void>(grade(changed_exchange("// ", "//  ")));
    EXPECT_EQ(kept.size(), 2u);
}

TEST_F(judging, compiles_no_more_of_a_lesson_once_one_of_its_files_has_failed) {
    const fs::path top = new_folder();
    const fs::path folder = top / "lessons/06-exchange";
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp", "#error mine\n"));
    for (const char* name : {"more1.cpp", "more2.cpp"})
        ASSERT_TRUE(kit::write_file(
            folder / name,
            "template <int N, int M> struct tree { static constexpr long value =\n"
            "tree<N - 1, 2 * M>::value + tree<N - 1, 2 * M + 1>::value; };\n"
            "template <int M> struct tree<0, M> { static constexpr long value = M; };\n"
            "long work() { return tree<26, 1>::value; }\n"));
    kit::grading::judging how;
    how.threads = 1;
    how.lessons = {project().lesson_of("06")};
    std::string why;
    const kit::grading::points_table points("", why);
    const auto begun = std::chrono::steady_clock::now();
    const auto all = kit::grading::judge_twice(
        shop(), kit::grading::take_in(project(), top, new_folder(), true), how, points);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
    EXPECT_NE(kit::grading::as_json(all).find("#error mine"), std::string::npos);
}

} // namespace
