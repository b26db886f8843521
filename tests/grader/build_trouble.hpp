// A build that failed, and not for the code that was built.
#pragma once

#include <string>

#include "os/process.hpp"

namespace kit {

/// What the tools of a failed build suffered, in words: the disk is full, the folder is
/// read-only, the compiler was killed. Empty: they have judged the code. `output` is all
/// that the build tool said, `end` how it ended.
[[nodiscard]] std::string trouble_of_tools(const std::string& output,
                                           const grader::os::exit_status& end);

} // namespace kit
