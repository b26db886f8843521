// The report as one page that opens from disk and needs no network.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compare.hpp"
#include "gnuplot.hpp"
#include "harness/results.hpp"
#include "plot.hpp"

namespace bench {

/// What the page is made of.
struct page_parts {
    const report& of;
    const comparison* change = nullptr; ///< nullptr: nothing was compared
    std::vector<std::pair<plot, drawing>> plots;
    std::vector<std::string> notes; ///< why there are no plots, say
};

/// A whole HTML page. Names and labels may hold anything.
[[nodiscard]] std::string page_of(const page_parts& parts);

} // namespace bench
