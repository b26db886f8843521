// How long one test of a lesson may take. The one place that says it.
#pragma once

#include <chrono>

namespace grader {

/// For students and their graders: kit check, kit watch, kit grade. Whoever waits for a
/// verdict waits so long for a test that hangs. tests/flakes.sh reads the number here.
inline constexpr std::chrono::milliseconds limit_for_students{3000};

/// Where nobody says (FIRST_BYTE_DEADLINE_MS): ctest and a binary that is started by
/// hand. There the same tests run beside each other, under emulators and sanitizers.
inline constexpr std::chrono::milliseconds limit_elsewhere{20000};

} // namespace grader
