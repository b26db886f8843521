// The difference between two texts, as `diff -u` writes it.
#pragma once

#include <string>
#include <vector>

namespace kit {

/// The lines of a unified difference, without its two heading lines; empty: the same.
[[nodiscard]] std::vector<std::string>
unified_diff(const std::vector<std::string>& old_lines,
             const std::vector<std::string>& new_lines, std::size_t context = 3);

} // namespace kit
