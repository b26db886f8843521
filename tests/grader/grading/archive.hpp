// Archives: looked at before they are unpacked, and unpacked by a tool in a jail.
#pragma once

#include <string>
#include <vector>

#include "../text/files.hpp"

namespace kit::grading {

/// Unpacks the files of an archive that may be sources into `folder`. Returns why it is
/// not to be trusted or cannot be read; empty: all is there. `left`: what stays packed.
[[nodiscard]] std::string unpack(const fs::path& archive, const fs::path& folder,
                                 bool jailed, std::vector<std::string>& left);

} // namespace kit::grading
