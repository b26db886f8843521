// What lies below TCP: how long two threads of this machine need to tell each other
// something at all. An echo thread of this process stands in for a server.
#pragma once

#include <string>
#include <vector>

#include "harness/workload.hpp"

namespace bench {

/// A way for `bytes` bytes there and back without TCP.
struct floor_subject {
    std::string name; ///< "pipe", "eventfd", "AF_UNIX socket", "shared memory, spinning"
    bool blocking = true; ///< false: both sides wait in a loop, so they need two cores
    std::function<std::unique_ptr<operation>(const placement& where, std::size_t bytes,
                                             std::string& why)>
        make;
};

/// Those of this system.
[[nodiscard]] std::vector<floor_subject> floor_subjects();

} // namespace bench
