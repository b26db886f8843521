// What the student has done so far: .first-byte/progress, a text that people can read.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "project.hpp"

namespace kit {

struct lesson_progress {
    std::string check;      ///< the last result: "", "passed", "failed" or "refused"
    std::size_t passed = 0; ///< tests that passed then,
    std::size_t total = 0;  ///< of so many
    std::string own;        ///< the same with --own
    std::size_t hints = 0;  ///< hints that were shown
};

class progress {
  public:
    explicit progress(const project& where);

    [[nodiscard]] lesson_progress& of(const lesson& which) { return all_[which.number]; }
    /// Keeps it for the next run. False: it could not be written.
    bool save() const;

  private:
    fs::path file_;
    std::map<std::string, lesson_progress> all_;
};

} // namespace kit
