// The sections of object files: what a compiler makes of C++, and what somebody added.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kit::grading {

/// Looks at what `readelf -SW` says of object files. One sentence for each section that
/// no C++ code of a lesson needs: one that runs before the tests (.preinit_array, by its
/// name or by its type), code for a compiler that would run at the link (.gnu.lto_), an
/// interpreter (.interp), words for the linker to say (.gnu.warning).
[[nodiscard]] std::vector<std::string> odd_sections(std::string_view listing);

} // namespace kit::grading
