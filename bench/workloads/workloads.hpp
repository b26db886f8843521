// What is measured with one client at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/clients.hpp"
#include "harness/workload.hpp"
#include "settings.hpp"

namespace bench {

/// Every workload of these settings, in the order in which they are run.
[[nodiscard]] std::vector<workload> one_client_workloads(const settings& how);

/// Connects to a server that listens on `to`.
using connector = std::function<client::made(const target& to, std::string& why)>;

/// A subject with a server of its own, which lives as long as the subject's operation:
/// `program` of the folder of this program, with `--port 0` and `arguments`.
[[nodiscard]] subject served(std::string name, role as, std::string program,
                             std::vector<std::string> arguments, const placement& where,
                             connector connect);

} // namespace bench
