// SHA-256 (FIPS 180-4), by a tool that every build has.
#pragma once

#include <string>
#include <vector>

#include "../text/files.hpp"

namespace kit::grading {

/// The digests of texts, in hex and in their order; empty where it cannot be done.
/// `folder`: for files on the way.
[[nodiscard]] std::vector<std::string> sha256(const std::vector<std::string>& texts,
                                              const fs::path& folder);

/// The digests of files; empty where one cannot be read.
[[nodiscard]] std::vector<std::string>
sha256_of_files(const std::vector<fs::path>& files);

} // namespace kit::grading
