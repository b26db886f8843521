#include "../memory.hpp"

namespace grader::os {

tree_use use_of_tree(long long) {
    return {}; // a job has a limit for all of its processes
}

connections_memory memory_of_connections() {
    return {};
}

long long held_by_connections_of(long long) {
    return 0;
}

processor_time processors_so_far() {
    return {};
}

} // namespace grader::os
