// Files that are dated in the future.
#pragma once

#include <string>

#include "project.hpp"

namespace kit {

/// Where sources, or what was built in build/PRESET, are dated ahead of the clock by more
/// than two seconds: says so and puts it right, as tests/support/times.cmake tells. Costs
/// a few milliseconds where there are none.
void settle_times(const project& where, const std::string& preset);

} // namespace kit
