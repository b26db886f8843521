// The trace of a test, as two columns that a student can read.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "script.hpp"

namespace support {

/// A line for each record: its number, then what the code under test did on the left and
/// what the others did on the right, 80 columns at most. Of a long trace the first and
/// the last lines are shown. Empty for an empty trace.
[[nodiscard]] std::vector<std::string>
timeline(std::span<const net::script::record> trace);

} // namespace support
