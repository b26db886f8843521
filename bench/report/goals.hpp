// What the reference of a lesson shall reach, and whether it does.
#pragma once

#include <string>
#include <vector>

#include "harness/results.hpp"

namespace bench {

struct goal {
    std::string words; ///< "lesson 08, 64 bytes, at most 1.01: 1.008": a whole sentence
    verdict said = verdict::no_verdict; ///< faster: reached; slower: missed
};

/// Round trips of 64 and 16384 bytes on one core take the reference at most 1.01 of the
/// hand-written code's time, and less than any library; a stream is at least 0.98 as
/// fast. Each only where it was measured.
[[nodiscard]] std::vector<goal> goals(const report& of);

[[nodiscard]] std::string in_goal_words(verdict said); ///< "reached", "missed", ...

} // namespace bench
