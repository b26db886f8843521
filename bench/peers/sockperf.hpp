// sockperf, a program of other people that measures the same thing: an outside check of
// our own absolute figure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/placement.hpp"

namespace bench {

struct sockperf_result {
    double median = 0; ///< nanoseconds of a round trip; 0: it was not measured
    double mean = 0;   ///< the same
    std::string words; ///< the figures, or why there are none: a sentence
};

/// Runs its server and its client for 2 s with 64 bytes over TCP on loopback, where
/// `where` says. Where it is not installed, or fails, the words say so.
[[nodiscard]] sockperf_result run_sockperf(const placement& where);

/// What its client's output says; nothing: no figures. (It prints half of a round trip.)
[[nodiscard]] std::optional<sockperf_result> read_sockperf(std::string_view output);

} // namespace bench
