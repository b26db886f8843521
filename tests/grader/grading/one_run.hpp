// A program of tests in its jail, once.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "run_judge.hpp"

namespace kit::grading {

/// What was said, and why it cannot be believed, where it cannot.
struct one_run {
    test_run tests;
    std::string trouble;
    std::string foul;    ///< why none of its passes counts; empty: they may
    bool greedy = false; ///< it was ended for all the memory that it had
    /// It went wrong, and the system's connections, of all jails together, had nearly all
    /// memory that there is for them: that is not its doing.
    bool crowded = false;
    bool stopped = false; ///< it had not come to its end by then
    bool idled = false;   ///< stopped, although a processor was free all the time
};

/// Runs the tests that are left; each may take so much `time`.
[[nodiscard]] one_run run_once(const workshop& shop, const lesson& which,
                               const judge_run& what,
                               const std::vector<const expected_test*>& left,
                               std::chrono::milliseconds time);

} // namespace kit::grading
