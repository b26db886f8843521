#include "../memory.hpp"

namespace grader::os {

long long memory_of_tree(long long) {
    return 0; // a job has a limit for all of its processes
}

processor_time processors_so_far() {
    return {};
}

} // namespace grader::os
