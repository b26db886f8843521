// What a row shows, in a terminal and on a page: the same words and digits in both.
#pragma once

#include <string>
#include <vector>

#include "harness/results.hpp"
#include "harness/spread.hpp"
#include "text.hpp"

namespace bench {

/// A column's head and a row's cell in it.
struct figure {
    std::string head, cell;
    bool first_rank = true; ///< shown where there is little room, too
};

/// A row's times in microseconds; GB/s of a stream, thousands of requests a second of
/// many connections. `of` nullptr: the heads only.
[[nodiscard]] std::vector<figure> figures(const workload_result& in,
                                          const subject_result* of);

/// "1.013 (1.008-1.017)": the median of the repetitions, the least and the greatest; with
/// fewer decimals where they would say nothing. At most 19 characters.
[[nodiscard]] std::string ratio_text(const spread& of);
/// The same in two parts: "1.013" and "1.008-1.017".
struct ratio_parts {
    std::string middle, span;
};
[[nodiscard]] ratio_parts parts_of(const spread& ratios);

/// What stands behind the ratio: a verdict, "A/A", or nothing behind the baseline.
[[nodiscard]] std::string row_word(const workload_result& in, const subject_result& of);

/// How a verdict is painted.
[[nodiscard]] tone tone_of(verdict v);

/// "No verdict: the same code strays from itself by ..."; empty: it does not.
[[nodiscard]] std::string stray_warning(const workload_result& of);
/// "Cut short after 3 repetitions."; empty: it was not.
[[nodiscard]] std::string cut_warning(const workload_result& of);

inline constexpr const char* interrupted_words =
    "Interrupted: what had been measured by then is here.";

/// What makes a report worth less than others, before its warnings: the run was
/// interrupted, the build was one for debugging.
[[nodiscard]] std::vector<std::string> loud_words(const report& of);

} // namespace bench
