// The corpus of right and wrong submissions, judged.
#pragma once

#include "../project.hpp"

namespace kit {

/// Judges the submissions whose name begins with `prefix`, built in the build folder
/// `build` (target corpus). Prints what is wrong and "killed K of N, accepted A of A".
/// The exit status: 0 where all is as it should be.
[[nodiscard]] int judge_corpus(const project& where, const fs::path& build,
                               const std::string& prefix);

/// The values of all "key: value" lines of an expect.txt.
[[nodiscard]] std::vector<std::string> values_of(const std::string& text,
                                                 const std::string& key);

/// The text with every run of white space as one space: lines are broken anywhere.
[[nodiscard]] std::string unwrapped(const std::string& text);

} // namespace kit
