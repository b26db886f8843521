// One program of tests on one answer, as often as it takes, and what to believe of it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "verdict.hpp"
#include "workshop.hpp"

namespace kit::grading {

/// For one test, as in kit check. Most take less than a hundredth of it.
inline constexpr std::chrono::milliseconds usual_limit{3000};

/// How many times the limit a program gets, which may be slow and right, and a test that
/// was late while the machine was busy, as far as the lesson's time goes.
inline constexpr int patience = 7;

struct judge_run {
    const judge* tests = nullptr;
    fs::path binary;                               ///< the program of tests
    fs::path programs;                             ///< the answer's programs; empty: none
    std::chrono::milliseconds limit = usual_limit; ///< of a test
    bool patient = false;                          ///< it has `patience` times the limit
    /// The processor time of a test, where that ends first.
    std::chrono::milliseconds processor_limit = std::chrono::hours(1);
    unsigned long seed = 0;
    bool to_first_failure = false;
    bool again = false; ///< judging::again
    /// The end of the lesson's time.
    grader::os::deadline until = grader::os::in(lesson_time);
    bool hung_before = false; ///< tests of the lesson's have waited for much of that time

    /// Of a test in a run that begins now. It leaves some of the lesson's time for
    /// others.
    [[nodiscard]] std::chrono::milliseconds time() const;
};

struct judged_by_one {
    std::vector<judged_test> tests;
    std::string printed; ///< by the student's code
    /// Why there is no word to be believed: the program of tests was killed, did not
    /// start, had no room. Empty: there is.
    std::string trouble;
    /// Why none of its passes counts: a test that fails whatever the answer does has
    /// passed, or other tests ran than were asked for. Empty: they count.
    std::string foul;
    bool hung = false; ///< a test came to its limit
};

/// What became of every test that must have run: a test of which no trusted word came has
/// failed. Each run has a secret of its own; lines that do not begin with it are what the
/// student's code wrote.
[[nodiscard]] judged_by_one run_judge(const workshop& shop, const lesson& which,
                                      const judge_run& what);

/// The text with each port that the system chose as "port1", "port2", in the order in
/// which they appear: equal runs give equal texts.
[[nodiscard]] std::string with_named_ports(const std::string& text);

} // namespace kit::grading
