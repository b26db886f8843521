#include "formats.hpp"

#include <algorithm>
#include <cmath>

#include "../text/markup.hpp"
#include "json.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

json texts(const std::vector<std::string>& lines) {
    std::vector<json> all;
    all.reserve(lines.size());
    for (const auto& line : lines)
        all.push_back(json::text(line));
    return json::array(all);
}

json score_of(const auto& judged) {
    return judged.judged() ? json::number(judged.points) : json::null();
}

std::string mark_word(mark how) {
    return how == mark::passed ? "passed" : how == mark::failed ? "failed" : "skipped";
}

} // namespace

std::vector<test_points> points_of_tests(const judged_lesson& l) {
    std::vector<test_points> all(l.tests.size());
    double weights = 0;
    const auto earns = [](const judged_test& test) {
        return test.how != mark::skipped && !test.given;
    };
    for (const auto& test : l.tests)
        weights += earns(test) ? test.weight : 0;
    // In whole hundredths; what rounding leaves goes where nothing is lost by it.
    long long most = std::llround(l.most * 100), points = std::llround(l.points * 100);
    std::vector<long long> most_of(all.size()), points_of(all.size());
    for (std::size_t i = 0; i < all.size() && weights > 0; ++i) {
        most_of[i] = earns(l.tests[i]) ? static_cast<long long>(std::floor(
                                             l.most * 100 * l.tests[i].weight / weights))
                                       : 0;
        points_of[i] = l.tests[i].how == mark::passed ? most_of[i] : 0;
        most -= most_of[i];
        points -= points_of[i];
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const long long more = std::min<long long>(
            l.tests[i].how == mark::passed && earns(l.tests[i]) ? std::max(points, 0LL)
                                                                : 0,
            most);
        points_of[i] += more;
        most_of[i] += more;
        points -= more;
        most -= more;
    }
    for (std::size_t i = 0; i < all.size() && most > 0; ++i)
        if (earns(l.tests[i])) {
            most_of[i] += most;
            most = 0;
        }
    for (std::size_t i = 0; i < all.size() && points < 0; ++i) { // given tests failed
        const long long less = std::min(points_of[i], -points);
        points_of[i] -= less;
        points += less;
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {static_cast<double>(points_of[i]) / 100,
                  static_cast<double>(most_of[i]) / 100};
    return all;
}

std::string as_json(const verdict& all) {
    std::vector<json> lessons;
    for (const auto& l : all.lessons) {
        std::vector<json> tests;
        const auto points = points_of_tests(l);
        for (std::size_t i = 0; i < l.tests.size(); ++i) {
            const auto& t = l.tests[i];
            tests.push_back(json::object({
                {"name", json::text(t.name)},
                {"judge", json::text(t.judge)},
                {"status", json::text(mark_word(t.how))},
                {"score", json::number(points[i].points)},
                {"max_score", json::number(points[i].most)},
                {"text",
                 json::text(t.how == mark::skipped ? t.reason + "\n" : joined(t.text))},
            }));
        }
        lessons.push_back(json::object({
            {"number", json::text(l.number)},
            {"title", json::text(l.title)},
            {"state", json::text(in_words(l.how))},
            {"reasons", texts(l.reasons)},
            {"remarks", texts(l.remarks)},
            {"score", score_of(l)},
            {"max_score", json::number(l.most)},
            {"sometimes", texts(l.sometimes)},
            {"tower", l.tower ? json::boolean(*l.tower) : json::null()},
            {"printed", json::text(l.printed)},
            {"tests", json::array(tests)},
        }));
    }
    return json::object({
                            {"version", json::number(1)},
                            {"submission", json::text(all.submission)},
                            {"unusable", all.unusable.empty() ? json::null()
                                                              : json::text(all.unusable)},
                            {"score", score_of(all)},
                            {"max_score", json::number(all.most)},
                            {"bonus", json::number(all.bonus)},
                            {"seed", json::number(static_cast<double>(all.seed))},
                            {"seconds", json::number(all.seconds)},
                            {"remarks", texts(all.remarks)},
                            {"ignored", texts(all.ignored)},
                            {"lessons", json::array(lessons)},
                        })
               .str() +
           "\n";
}

namespace {

json gradescope_lesson(const judged_lesson& l, feedback level) {
    // One entry for a lesson that was not graded: its tests have no results.
    json::members members{{"name", json::text(l.title)}};
    if (l.judged())
        members.emplace_back("score", json::number(l.points));
    members.emplace_back("max_score", json::number(l.most));
    members.emplace_back("status", json::text(l.full() ? "passed" : "failed"));
    members.emplace_back("output", json::text(told_to_student(l, level)));
    members.emplace_back("output_format", json::text("text"));
    return json::object(members);
}

std::string overall_text(const verdict& all, feedback level) {
    std::string text;
    if (!all.unusable.empty())
        text = "Nothing could be graded: " + all.unusable + ".\n";
    text += joined(all.remarks);
    for (const auto& l : all.lessons)
        for (const auto& remark : l.remarks)
            text += l.title + ": " + remark + "\n";
    if (!all.ignored.empty())
        text += "These files have no effect, for the grader has its own:\n  " +
                all.ignored.front() + "\n";
    for (std::size_t i = 1; i < std::min<std::size_t>(all.ignored.size(), 20); ++i)
        text += "  " + all.ignored[i] + "\n";
    if (all.ignored.size() > 20)
        text += "  and " + std::to_string(all.ignored.size() - 20) + " more\n";
    for (const auto& l : all.lessons)
        if (!l.sometimes.empty() && level >= feedback::verdict)
            text += l.title + ": " + sometimes_text(l) + "\n";
    if (all.bonus > 0)
        text += "Points for lessons on your own earlier ones: " + number_text(all.bonus) +
                "\n";
    return text;
}

} // namespace

std::string as_gradescope(const verdict& all, feedback level) {
    std::vector<json> tests;
    for (const auto& l : all.lessons) {
        const auto points = points_of_tests(l);
        if (l.how != state::graded || level == feedback::none) {
            tests.push_back(gradescope_lesson(l, level));
            continue;
        }
        for (std::size_t i = 0; i < l.tests.size(); ++i) {
            const auto& t = l.tests[i];
            tests.push_back(json::object({
                {"name", json::text(l.title + ": " + name_for_student(t))},
                {"score", json::number(points[i].points)},
                {"max_score", json::number(points[i].most)},
                {"status", json::text(t.how == mark::failed ? "failed" : "passed")},
                {"output", json::text(told_to_student(l, t, level))},
                {"output_format", json::text("text")},
            }));
        }
    }
    json::members members; // without a score, the host says that there is none
    if (all.judged())
        members.emplace_back("score", json::number(all.points));
    members.emplace_back("execution_time", json::number(std::ceil(all.seconds)));
    members.emplace_back("output", json::text(overall_text(all, level)));
    members.emplace_back("output_format", json::text("text"));
    members.emplace_back("stdout_visibility", json::text("hidden"));
    members.emplace_back("tests", json::array(tests));
    return json::object(members).str() + "\n";
}

std::string as_classroom(const verdict& all, feedback level) {
    // A lesson is a test here: Classroom's table has room for so many.
    std::vector<json> tests;
    bool passed = true;
    for (const auto& l : all.lessons) {
        std::string message = told_to_student(l, level);
        for (const auto& t : l.tests)
            if (t.how == mark::failed && level >= feedback::verdict)
                message += name_for_student(t) + "\n" + told_to_student(l, t, level);
        passed = passed && l.full();
        tests.push_back(json::object({
            {"name", json::text(l.title)},
            {"status", json::text(l.full()     ? "pass"
                                  : l.judged() ? "fail"
                                               : "error")},
            {"score", score_of(l)},
            {"message", json::text(message)},
            {"test_code", json::text("./kit check " + l.number)},
            {"filename", json::text("")},
            {"line_no", json::number(0)},
            {"duration", json::number(0)},
        }));
    }
    if (all.bonus > 0)
        tests.push_back(json::object({
            {"name", json::text("on your own earlier lessons")},
            {"status", json::text("pass")},
            {"score", json::number(all.bonus)},
            {"message", json::text("")},
            {"test_code", json::text("./kit check --own")},
            {"filename", json::text("")},
            {"line_no", json::number(0)},
            {"duration", json::number(0)},
        }));
    const bool error = !all.unusable.empty() || !all.judged();
    const char* status = error ? "error" : passed ? "pass" : "fail";
    const std::string text = json::object({
                                              {"version", json::number(1)},
                                              {"status", json::text(status)},
                                              {"max_score", json::number(all.most)},
                                              {"tests", json::array(tests)},
                                          })
                                 .str();
    return base64(text) + "\n";
}

std::string as_exercism(const verdict& all, feedback level) {
    std::vector<json> tests;
    bool good = true;
    std::string trouble = all.unusable;
    for (std::size_t n = 0; n < all.lessons.size(); ++n) {
        const auto& l = all.lessons[n];
        good = good && l.full();
        if (l.how != state::graded && trouble.empty())
            trouble = l.title + ": " + told_to_student(l, feedback::full);
        for (const auto& t : l.tests) {
            json::members members{
                {"name", json::text(l.title + ": " + name_for_student(t))},
                {"status", json::text(t.how == mark::failed ? "fail" : "pass")},
                {"test_code", json::text("./kit check " + l.number)},
                {"task_id", json::number(static_cast<double>(n + 1))},
            };
            if (t.how == mark::failed) {
                const std::string message = told_to_student(l, t, level);
                members.emplace_back(
                    "message", json::text(message.empty() ? "It failed.\n" : message));
            }
            // What the code printed may show what private tests gave it.
            if (level == feedback::full && !l.printed.empty())
                members.emplace_back("output",
                                     json::text(l.printed.size() <= 500
                                                    ? l.printed
                                                    : l.printed.substr(0, 470) +
                                                          "\n(cut at 500 characters)"));
            tests.push_back(json::object(members));
        }
    }
    const bool error = tests.empty() || !all.judged();
    json::members members{
        {"version", json::number(3)},
        {"status", json::text(error  ? "error"
                              : good ? "pass"
                                     : "fail")},
    };
    if (error)
        members.emplace_back("message",
                             json::text(trouble.empty() ? "No test ran." : trouble));
    members.emplace_back("tests", json::array(tests));
    return json::object(members).str() + "\n";
}

std::string as_junit(const verdict& all) {
    std::string suites;
    std::size_t count = 0, bad = 0, errors = 0, skipped = 0;
    for (const auto& l : all.lessons) {
        std::string cases;
        const std::string name = escaped(l.title);
        const bool graded = l.how == state::graded;
        for (const auto& t : l.tests) {
            cases += "    <testcase name=\"" + escaped(t.name) + "\" classname=\"" +
                     name + "." + t.judge + "\" time=\"0\">";
            if (t.how == mark::failed)
                cases += "<failure message=\"it failed\" type=\"test\">" +
                         escaped(joined(t.text)) + "</failure>";
            if (t.how == mark::skipped)
                cases += "<skipped message=\"" + escaped(t.reason) + "\"/>";
            cases += "</testcase>\n";
        }
        if (!graded)
            cases += "    <testcase name=\"can be graded\" classname=\"" + name +
                     "\" time=\"0\"><error message=\"" + escaped(in_words(l.how)) +
                     "\" type=\"" + (l.judged() ? "lesson" : "grader") + "\">" +
                     escaped(joined(l.reasons)) + "</error></testcase>\n";
        const auto of = [&](mark how) { return std::to_string(l.count(how)); };
        const std::size_t cases_count = l.tests.size() + (graded ? 0 : 1);
        suites += "  <testsuite name=\"" + name + "\" tests=\"" +
                  std::to_string(cases_count) + "\" failures=\"" + of(mark::failed) +
                  "\" errors=\"" + (graded ? "0" : "1") + "\" skipped=\"" +
                  of(mark::skipped) +
                  "\" time=\"0\">\n    <properties><property name=\"score\" value=\"" +
                  points_text(l) + "\"/><property name=\"max_score\" value=\"" +
                  number_text(l.most) + "\"/></properties>\n" + cases +
                  "    <system-out>" + escaped(joined(l.remarks) + l.printed) +
                  "</system-out>\n" + "  </testsuite>\n";
        count += cases_count;
        bad += l.count(mark::failed);
        skipped += l.count(mark::skipped);
        errors += graded ? 0 : 1;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" +
           escaped(all.submission) + "\" tests=\"" + std::to_string(count) +
           "\" failures=\"" + std::to_string(bad) + "\" errors=\"" +
           std::to_string(errors) + "\" skipped=\"" + std::to_string(skipped) +
           "\" time=\"" + number_text(all.seconds) + "\">\n" + suites + "</testsuites>\n";
}

} // namespace kit::grading
