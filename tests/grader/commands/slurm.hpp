// A class on a Slurm cluster.
#pragma once

#include <vector>

#include "../commands.hpp"
#include "../grading/class_list.hpp"

namespace kit {

/// Writes OUT/slurm/: a job array with one submission a task, the step that gathers, and
/// submit.sh, which hands both in. `args`: the call, whose options the tasks get.
int emit_slurm(const project& where, const std::vector<grading::entry>& entries,
               const fs::path& folder, const fs::path& out, const arguments& args);

} // namespace kit
