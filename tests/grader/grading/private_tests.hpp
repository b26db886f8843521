// The instructor's own tests, beside those that students have.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "workshop.hpp"

namespace kit::grading {

/// Links test objects to a program.
using linker =
    std::function<bool(const std::vector<fs::path>&, const fs::path&, std::string&)>;

/// Compiles the files NN-name*.cpp of a folder with `words` (the compiler and its flags)
/// into `objects`, and adds a judge for each lesson: NN-name*.program*.cpp become a
/// program that looks at the answer's programs, the others are linked with the answer.
/// What they are goes into `identity`. False: `why`.
[[nodiscard]] bool add_private_tests(const project& where, const fs::path& folder,
                                     const std::vector<std::string>& words,
                                     const fs::path& objects,
                                     std::map<std::string, lesson_parts>& lessons,
                                     const linker& link, std::string& identity,
                                     std::string& why);

} // namespace kit::grading
