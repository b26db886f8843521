// What a linker misses, in words that somebody knows who has never heard of one.
#pragma once

#include <string>
#include <vector>

namespace kit::grading {

/// The names of what is missing, with its whole declarations below, in the place of the
/// linker's own lines about it. Others stay; without any such line, all do.
[[nodiscard]] std::vector<std::string>
with_missing_named(const std::vector<std::string>& said);

} // namespace kit::grading
