// Starting programs that this build has made, wherever they run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "os/process.hpp"

namespace support {

/// Starts a program of this build. Where FIRST_BYTE_RUNNER names an emulator, such as
/// qemu-s390x-static, through that: the system cannot start a foreign program itself.
[[nodiscard]] grader::os::child spawn_built(const std::filesystem::path& program,
                                            std::vector<std::string> arguments,
                                            const grader::os::spawn_options& options);

} // namespace support
