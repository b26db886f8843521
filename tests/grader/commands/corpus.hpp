// The corpus of right and wrong submissions, judged.
#pragma once

#include "../project.hpp"

namespace kit {

/// Judges the submissions whose name begins with `prefix`, built in the build folder
/// `build` (target corpus). Prints what is wrong and "killed K of N, accepted A of A".
/// The exit status: 0 where all is as it should be.
[[nodiscard]] int judge_corpus(const project& where, const fs::path& build,
                               const std::string& prefix);

} // namespace kit
