// A run against an earlier one.
//
// Times of two runs are not compared: between them the machine's clock, its other guests
// and the memory that a program got have changed, and a median moves by a tenth without
// any change of code. The ratio to the baseline of the same run shares all that with it.
#pragma once

#include <string>
#include <vector>

#include "harness/results.hpp"
#include "harness/spread.hpp"
#include "text.hpp"

namespace bench {

struct compared_subject {
    std::string name;
    bool again = false; ///< the A/A row, which shows how far a ratio of nothing moves
    spread then, now;   ///< ratios to the baseline of the same run
    verdict said = verdict::no_verdict; ///< on now against then
};

struct compared_workload {
    std::string name;
    std::string no_verdict; ///< why there is none here: a sentence; empty: there is
    std::vector<compared_subject> subjects;
};

struct comparison {
    std::string then; ///< the earlier run: its file and its date
    /// Labels that differ, and so why nothing can be said at all: whole sentences.
    std::vector<std::string> warnings;
    std::vector<compared_workload> workloads; ///< those that both runs have
    std::vector<std::string> only_then;       ///< what only the earlier run has
    std::vector<std::string> only_now;
};

[[nodiscard]] comparison compared(const report& then, const report& now);

/// no_verdict: the A/A row of one of the runs strays above most_stray, or has no ratio.
/// same: the repetitions of the two overlap, or the medians lie no further apart than the
/// furthest repetition of the two A/A rows lies from 1; or the ratio is above 2 or below
/// 1/2 and has changed by less than a half: so different a thing shares too little of the
/// machine's drift with the baseline. `what` stands in both.
[[nodiscard]] verdict compared_verdict(const workload_result& then,
                                       const workload_result& now,
                                       const compared_subject& what);

/// "slower", "faster", "no difference", "no verdict".
[[nodiscard]] std::string in_change_words(verdict said);
/// What these words mean, in a sentence or two.
[[nodiscard]] std::string comparison_key();

/// As a table of 80 columns.
[[nodiscard]] std::vector<line> table(const comparison& of);

} // namespace bench
