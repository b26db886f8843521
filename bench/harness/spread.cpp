#include "spread.hpp"

#include <algorithm>
#include <cmath>

namespace bench {

std::optional<spread> spread_of(const std::vector<double>& repetitions) {
    if (repetitions.empty() ||
        !std::all_of(repetitions.begin(), repetitions.end(),
                     [](double value) { return std::isfinite(value); }))
        return std::nullopt;
    const auto [least, greatest] =
        std::minmax_element(repetitions.begin(), repetitions.end());
    return spread{*least, median_of(repetitions), *greatest};
}

const subject_result* again_in(const workload_result& of) {
    for (const auto& subject : of.subjects)
        if (subject.as == role::again)
            return &subject;
    return nullptr;
}

double furthest_stray(const workload_result& of) {
    const auto* again = again_in(of);
    const auto ratios = again ? spread_of(again->ratios) : std::nullopt;
    return ratios
               ? std::max(std::fabs(ratios->least - 1), std::fabs(ratios->greatest - 1))
               : -1;
}

} // namespace bench
