// What is measured with many connections.
#pragma once

#include <vector>

#include "harness/workload.hpp"
#include "settings.hpp"

namespace bench {

/// Every workload of kind connections, idle and open_loop of these settings. Raises the
/// limit of open files; what needs more than there are is there, and says that it is
/// missing.
[[nodiscard]] std::vector<workload> many_workloads(const settings& how);

} // namespace bench
