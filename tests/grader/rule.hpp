// What kit grade would refuse, said by kit check: the rule for names (grading/names.txt)
// asked of the objects that the build has made.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "project.hpp"

namespace kit {

/// Asks the system's tools for the names in a lesson's objects; they work while this
/// object lives and something else is done.
class question_of_names {
  public:
    /// `target`: what was built, "student-06". Where the system has no tool that lists
    /// names, there is no answer.
    question_of_names(const project& where, const lesson& which,
                      const std::string& target);
    ~question_of_names();
    question_of_names(const question_of_names&) = delete;
    question_of_names& operator=(const question_of_names&) = delete;

    /// Adds a sentence for each name that the objects may not use or define, with its
    /// line and what to do instead. Where a tool fails, a note says so.
    void add_answer(std::vector<std::string>& to);

  private:
    struct at_work;
    const project& where_;
    const lesson& which_;
    std::unique_ptr<at_work> work_;
};

/// Says why a lesson can't be graded as it is; nothing: it can.
void say_faults(const std::vector<std::string>& faults);

} // namespace kit
