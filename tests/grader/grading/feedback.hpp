// What a student is told.
#pragma once

#include <string>

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

/// Of a lesson whose mark depends on the order of its tests: that it does.
[[nodiscard]] std::string sometimes_text(const judged_lesson& lesson);

/// A verdict without anything that a student is not to read at this level: neither names
/// nor texts of private tests at any, and no more than the points at feedback::none.
[[nodiscard]] verdict for_student(verdict all, feedback level);

/// What private tests say, for the instructor alone. Empty: there is none that failed.
[[nodiscard]] std::string private_results(const verdict& all);

} // namespace kit::grading
