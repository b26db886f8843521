// A verdict in the formats that hosts and people read. All of them tell the same score.
#pragma once

#include <string>
#include <string_view>

#include "feedback.hpp"
#include "verdict.hpp"

namespace kit::grading {

/// The points of each test, so that they add up to the lesson's to the last digit.
struct test_points {
    double points = 0, most = 0;
};
[[nodiscard]] std::vector<test_points> points_of_tests(const judged_lesson& lesson);

/// Everything; docs/report.schema.json tells the fields. What a student is not to read is
/// taken out before, by for_student: that holds for as_junit and as_html, too.
[[nodiscard]] std::string as_json(const verdict& all);
/// /autograder/results/results.json of Gradescope.
[[nodiscard]] std::string as_gradescope(const verdict& all, feedback level);
/// What GitHub Classroom's reporter reads from a step's RESULTS variable: JSON in base64.
[[nodiscard]] std::string as_classroom(const verdict& all, feedback level);
/// For continuous integration: <testsuites>, a suite for each lesson.
[[nodiscard]] std::string as_junit(const verdict& all);
/// results.json of an Exercism test runner, version 3.
[[nodiscard]] std::string as_exercism(const verdict& all, feedback level);
/// A page that needs nothing else.
[[nodiscard]] std::string as_html(const verdict& all);

} // namespace kit::grading
