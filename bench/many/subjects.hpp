// The servers that are compared with many connections. Adding one is a line in
// subjects.cpp.
#pragma once

#include <string>
#include <vector>

#include "harness/results.hpp"

namespace bench {

struct many_subject {
    std::string name;
    role as = role::subject;
    std::string program;                  ///< in the folder of this program
    std::vector<std::string> arguments{}; ///< besides `--port 0`
};

/// Those of a workload of kind connections, idle or open_loop: the baseline first, itself
/// again second.
[[nodiscard]] std::vector<many_subject> many_subjects(kind of, bool with_peers);

} // namespace bench
