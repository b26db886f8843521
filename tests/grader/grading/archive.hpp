// Archives: looked at before they are unpacked, and unpacked by a tool in a jail.
#pragma once

#include <string>
#include <vector>

#include "../text/files.hpp"

namespace kit::grading {

/// Why there is nothing to read; empty: all is there.
struct not_unpacked {
    std::string why;
    bool by_grader = false; ///< it could not work; else: the archive is not to be trusted
};

/// Unpacks the files of an archive that may be sources into `folder`. `left`: what stays
/// packed.
[[nodiscard]] not_unpacked unpack(const fs::path& archive, const fs::path& folder,
                                  bool jailed, std::vector<std::string>& left);

} // namespace kit::grading
