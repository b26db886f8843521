#include "results.hpp"

#include <algorithm>
#include <cmath>

#include "spread.hpp"

namespace bench {

double median_of(std::vector<double> values) {
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

double stray(const workload_result& of) {
    const auto* again = again_in(of);
    const auto ratios = again ? spread_of(again->ratios) : std::nullopt;
    return ratios ? std::fabs(ratios->middle - 1) : -1;
}

verdict verdict_of(const workload_result& in, const subject_result& of) {
    const auto ratios = spread_of(of.ratios);
    const double strays = stray(in);
    if (!ratios || strays < 0 || strays > most_stray)
        return verdict::no_verdict;
    if ((ratios->least <= 1 && ratios->greatest >= 1) ||
        std::fabs(ratios->middle - 1) <= furthest_stray(in))
        return verdict::same;
    return ratios->middle < 1 ? verdict::faster : verdict::slower;
}

std::string in_words(verdict v) {
    switch (v) {
    case verdict::same:
        return "same";
    case verdict::faster:
        return "faster";
    case verdict::slower:
        return "slower";
    case verdict::no_verdict:
        break;
    }
    return "no verdict";
}

} // namespace bench
