// Runs workloads under Google Benchmark: it counts the iterations and repetitions, and
// writes the JSON that other tools read. The turns and the statistics are harness/'s.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/workload.hpp"
#include "settings.hpp"

namespace bench {

/// Measures every workload, with a line of progress on error output, and adds the results
/// to `into`. An iteration of Google Benchmark is a round; a repetition's counters are
/// "SUBJECT|p50", "|p90", "|p99", "|p99.9", "|max" in nanoseconds and "SUBJECT|ratio",
/// its label is the placement; report/older.hpp reads them back.
/// The labels of `into` go into the JSON's context. Ctrl-C ends it after the round that
/// is under way; what was measured stays. False, and why: `json` cannot be written.
[[nodiscard]] bool run(std::vector<workload>& all, const settings& how,
                       const std::filesystem::path& json, report& into, std::string& why);

} // namespace bench
