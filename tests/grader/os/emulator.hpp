// Whether the system is what it says it is.
#pragma once

namespace grader::os {

/// Wine answers nearly as Windows does; a test that meets a difference asks here.
[[nodiscard]] bool under_wine() noexcept;

} // namespace grader::os
