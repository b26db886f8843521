// What processes take together, and what is left.
#pragma once

namespace grader::os {

/// What a process has now, with all that it has started and that runs as this user or as
/// the one of jails. Zeros: the system does not tell.
struct tree_use {
    long long memory = 0;            ///< of all together, in bytes
    long long processor_seconds = 0; ///< that the one with most has had
};
[[nodiscard]] tree_use use_of_tree(long long process);

/// What the system's connections hold now, sent and not read yet, and from where on it is
/// sparing with it: for all processes, in all jails, there is one such memory. In pages.
/// Zeros: it does not tell (only Linux does: tcp_mem, in tcp(7)).
struct connections_memory {
    long long used = 0, sparing_from = 0;
    [[nodiscard]] bool above(int quarters) const {
        return sparing_from > 0 && used * 4 > sparing_from * quarters;
    }
};
[[nodiscard]] connections_memory memory_of_connections();

/// About how many bytes of it the connections in this process's jail hold. A socket with
/// anything in its queue counts as at least a MiB: small pieces take far more memory than
/// they have bytes. 0: the process started no jail.
[[nodiscard]] long long held_by_connections_of(long long process);

/// What all processors have spent in waiting for work, and altogether, since the system
/// began; in a unit of its own. Zeros: it does not tell.
struct processor_time {
    long long idle = 0, all = 0;
};
[[nodiscard]] processor_time processors_so_far();

} // namespace grader::os
