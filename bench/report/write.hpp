// The report as files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "compare.hpp"
#include "harness/results.hpp"

namespace bench {

/// Writes `out`/report.html, and the plots with their data to `out`/plots where gnuplot
/// is installed; each file whole, or not at all. `change` may be nullptr. Returns
/// sentences for the user: what is missing, and why, and where the page lies.
[[nodiscard]] std::vector<std::string> write_report(const report& of,
                                                    const comparison* change,
                                                    const std::filesystem::path& out);

} // namespace bench
