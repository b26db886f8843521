// What processes take together, and what is left.
#pragma once

namespace grader::os {

/// The memory, in bytes, that a process has now with all that it has started and that
/// runs as this user or as the one of jails. 0: the system does not tell.
[[nodiscard]] long long memory_of_tree(long long process);

/// What all processors have spent in waiting for work, and altogether, since the system
/// began; in a unit of its own. Zeros: it does not tell.
struct processor_time {
    long long idle = 0, all = 0;
};
[[nodiscard]] processor_time processors_so_far();

} // namespace grader::os
