// The report as a person reads it in a terminal: nothing wider than 80 columns.
#pragma once

#include <vector>

#include "harness/results.hpp"
#include "text.hpp"

namespace bench {

/// Labels, warnings, and a table for each workload: percentiles, the ratio to the first
/// row with its least and greatest repetition, the verdict. Streams are in GB/s, many
/// connections in requests a second, all else in microseconds.
[[nodiscard]] std::vector<line> table(const report& of, const text_options& how = {});

/// One workload's part of it.
[[nodiscard]] std::vector<line> table(const workload_result& of,
                                      const text_options& how = {});

/// How the times of two subjects are spread: a bar a bucket, on a logarithmic axis from
/// the least to the 99.9th percentile. Empty where the workload has none.
[[nodiscard]] std::vector<line> histogram_lines(const workload_result& of,
                                                const text_options& how = {});

/// The workload whose histogram tells most: unpinned, if it was measured, or the first.
[[nodiscard]] const workload_result* most_telling(const report& of);

} // namespace bench
