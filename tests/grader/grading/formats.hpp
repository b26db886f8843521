// A verdict in the formats that hosts and people read. All of them tell the same score.
#pragma once

#include <string>
#include <string_view>

#include "verdict.hpp"

namespace kit::grading {

/// How much a student is told.
enum class feedback {
    none,    ///< the sum of points
    verdict, ///< which tests passed
    hint,    ///< and what the first failure of a lesson expected and where to read
    full,    ///< and every failure with its timeline, and the compiler's words
};

/// What a student reads of a lesson, a test, as plain lines; private tests without name
/// and text.
[[nodiscard]] std::string told_to_student(const judged_lesson& lesson, feedback level);
[[nodiscard]] std::string told_to_student(const judged_lesson& lesson,
                                          const judged_test& test, feedback level);
/// A private test's name is "a test of your instructor".
[[nodiscard]] std::string name_for_student(const judged_test& test);

/// The points of each test, so that they add up to the lesson's to the last digit.
struct test_points {
    double points = 0, most = 0;
};
[[nodiscard]] std::vector<test_points> points_of_tests(const judged_lesson& lesson);

/// Everything, for the instructor; docs/instructors.md tells the fields.
[[nodiscard]] std::string as_json(const verdict& all);
/// /autograder/results/results.json of Gradescope.
[[nodiscard]] std::string as_gradescope(const verdict& all, feedback level);
/// What GitHub Classroom's reporter reads from a step's RESULTS variable: JSON in base64.
[[nodiscard]] std::string as_classroom(const verdict& all, feedback level);
/// For continuous integration: <testsuites>, a suite for each lesson.
[[nodiscard]] std::string as_junit(const verdict& all);
/// results.json of an Exercism test runner, version 3.
[[nodiscard]] std::string as_exercism(const verdict& all, feedback level);
/// A page for the instructor that needs nothing else.
[[nodiscard]] std::string as_html(const verdict& all);

} // namespace kit::grading
