// What a submission is worth, test by test: made once, written in every format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../project.hpp"
#include "../test_run.hpp"

namespace kit::grading {

struct judged_test {
    std::string name;  ///< the sentence
    std::string judge; ///< "contract", "program", "private"
    test_result::mark how = test_result::mark::failed;
    std::string reason;            ///< skipped: why
    std::vector<std::string> text; ///< failed: all of it
    double weight = 1;             ///< within the lesson
    bool given = false; ///< what was handed out passes it: it can cost, and not earn
};

struct judged_lesson {
    /// What happened to it, from best to worst.
    enum class state {
        graded,       ///< its tests were run
        untouched,    ///< it is as it was handed out
        missing,      ///< there is no file of it
        not_compiled, ///< the compiler or the linker refused it
        refused,      ///< it names what a lesson may not name, or cannot be read
        not_judged,   ///< the grader could not work: no points given, and none taken
    };
    std::string number, title;
    state how = state::missing;
    std::vector<std::string> reasons; ///< not graded: why, a line each
    std::vector<judged_test> tests;   ///< by judge, in their own order
    std::string printed;              ///< what its code printed
    /// Graded again on the student's own earlier lessons: whether all tests passed.
    /// Nothing where one of those is not there.
    std::optional<bool> tower;
    /// All its tests passed in one run, and these did not in a second, in another order:
    /// they have failed.
    std::vector<std::string> sometimes;
    /// What is to be known of its files, whatever becomes of it.
    std::vector<std::string> remarks;
    double points = 0, most = 0;

    [[nodiscard]] bool judged() const { return how != state::not_judged; }
    [[nodiscard]] bool full() const;
    [[nodiscard]] std::size_t count(test_result::mark how) const;
};

struct verdict {
    std::string submission;
    std::string unusable; ///< why nothing of it could be graded
    std::vector<judged_lesson> lessons;
    std::vector<std::string> ignored; ///< files that have no effect
    std::vector<std::string> remarks; ///< what is to be known of the whole
    double bonus = 0;                 ///< for towers that stand
    double points = 0, most = 0;      ///< bonus included; without
    double seconds = 0;               ///< the time that grading took
    unsigned long seed = 0;
    bool grader_failed = false; ///< before it came to any lesson; `unusable` says how

    /// Every lesson was; else its sum of points is none.
    [[nodiscard]] bool judged() const;
    /// Why it was not, a line for each lesson.
    [[nodiscard]] std::vector<std::string> why_not_judged() const;
};

/// "graded", "untouched", "missing", "does not compile", "refused", "not judged".
[[nodiscard]] std::string in_words(judged_lesson::state how);

/// "7.5", "10": at most two digits after the point, the same everywhere.
[[nodiscard]] std::string number_text(double value);

/// The points, or "" where it was not judged: no 0 is taken for a mark.
[[nodiscard]] std::string points_text(const judged_lesson& lesson);
[[nodiscard]] std::string points_text(const verdict& all);

/// A judged lesson as a text, for the cache, and back. Nothing: it is not as it was
/// written, to the last character.
[[nodiscard]] std::string stored(const judged_lesson& lesson);
[[nodiscard]] std::optional<judged_lesson> restored(const std::string& text);

} // namespace kit::grading
