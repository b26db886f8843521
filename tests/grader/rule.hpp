// What kit grade would refuse, said by kit check: the rule for names (grading/names.txt)
// asked of the objects that the build has made.
#pragma once

#include <string>
#include <vector>

#include "project.hpp"

namespace kit {

/// Adds a sentence for each name that a lesson's objects may not use or define, with its
/// line and what to do instead. `target`: what was built, "student-06". Where the system
/// has no tool that lists names, it adds nothing; where the tool fails, a note says so.
void add_forbidden_names(const project& where, const lesson& which,
                         const std::string& target, std::vector<std::string>& to);

/// Says why a lesson can't be graded as it is; nothing: it can.
void say_faults(const std::vector<std::string>& faults);

} // namespace kit
