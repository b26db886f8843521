// What a figure depends on, so that nobody compares what cannot be compared.
#pragma once

#include "harness/results.hpp"
#include "os/os.hpp"
#include "settings.hpp"

namespace bench {

/// Adds the machine, the system, the compiler and what may disturb the figures to a
/// report before anything is measured.
void add_labels(report& to, const settings& how);

/// Adds how much of the machine other programs took since `before`, and a warning where
/// that was much. `seconds`: how long the run took.
void add_disturbance(report& to, const os::work& before, double seconds);

} // namespace bench
