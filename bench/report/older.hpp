// An earlier run, read back from the JSON that Google Benchmark wrote of it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "harness/results.hpp"

namespace bench {

/// What a results.json (see run.hpp) tells of a run: its labels; of each workload that
/// has figures the name, the placement, and of each subject the ratios and the medians in
/// nanoseconds, one a repetition. A/A is the subject whose name ends in ", again", the
/// baseline the one that it repeats. There are no histograms. Nothing, and why: it is
/// broken, not ours, or without a figure.
[[nodiscard]] std::optional<report> older_run(std::string_view text, std::string& why);

/// The same of a file. `why` is what to tell the user, with what to do next.
[[nodiscard]] std::optional<report> older_file(const std::filesystem::path& path,
                                               std::string& why);

} // namespace bench
