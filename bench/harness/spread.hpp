// Repetitions in three numbers, and how far the same code strays from itself.
#pragma once

#include <optional>
#include <vector>

#include "results.hpp"

namespace bench {

/// The least, the middle and the greatest of some repetitions.
struct spread {
    double least = 0, middle = 0, greatest = 0;

    [[nodiscard]] double width() const noexcept { return greatest - least; }
};

/// Nothing where there is no repetition, or one is no finite number.
[[nodiscard]] std::optional<spread> spread_of(const std::vector<double>& repetitions);

/// The A/A row; nullptr: there is none.
[[nodiscard]] const subject_result* again_in(const workload_result& of);

/// |ratio - 1| of the A/A row's repetition that lies furthest from 1; negative: there is
/// no A/A row.
[[nodiscard]] double furthest_stray(const workload_result& of);

} // namespace bench
