// From a submission to a verdict.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "../parallel.hpp"
#include "intake.hpp"
#include "points.hpp"
#include "run_judge.hpp"
#include "verdict.hpp"
#include "workshop.hpp"

namespace kit::grading {

struct judging {
    std::vector<const lesson*> lessons;            ///< those to grade, in order
    std::chrono::milliseconds limit = usual_limit; ///< for one test
    unsigned long seed = 0; ///< of the tests' order; 0: their own order
    bool tower = true;      ///< judge lessons on their own towers, too
    std::size_t threads = 1;
    turns* compilers = nullptr; ///< shared with the work on other submissions
    std::string identity;       ///< workshop::identity(), where verdicts are kept
    /// What was unclear at first is judged once more, alone, and now it has to be said
    /// whose doing it is.
    bool again = false;
    bool private_only = false; ///< by the instructor's tests alone
};

/// Where verdicts on single lessons are kept for the next time; both may be empty.
struct cache {
    std::function<std::optional<std::string>(const std::string& key)> find;
    std::function<void(const std::string& key, const std::string& text)> keep;
};

/// Judges what is there. What cannot be judged for a failure of the grader's, or is
/// unclear, is "not judged"; it is not kept.
[[nodiscard]] verdict judge_submission(const workshop& shop, const submission& from,
                                       const judging& how, const points_table& points,
                                       const cache& known = {});

/// The same, and once more where that left something that is not judged: for when there
/// is no other work.
[[nodiscard]] verdict judge_twice(const workshop& shop, const submission& from,
                                  const judging& how, const points_table& points,
                                  const cache& known = {});

} // namespace kit::grading
