// Which tests of a run were skipped, and for want of what.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools.hpp"

namespace kit {

struct skipped_tests {
    std::size_t count = 0;
    /// A tool of the list, and how many tests it would have let run, most first.
    std::vector<std::pair<const tool*, std::size_t>> without;
    /// Reasons that no tool is, in the tests' words.
    std::vector<std::pair<std::string, std::size_t>> other;
};

/// Reads what `ctest --output-junit` has written. A test that lacks several tools counts
/// for each of them.
[[nodiscard]] skipped_tests read_skipped(std::string_view junit);

/// Says it in a few lines, with the command that gets what is missing.
void say_skipped(const skipped_tests& skipped);

} // namespace kit
