// Assembly in a lesson: no grader can judge what it does.
//
// Its keywords in the sources tell the line, to kit check and kit grade alike. What the
// compiler hands to the assembler is the proof, whatever macros made of the text; kit
// grade alone sees it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../project.hpp"

namespace kit::grading {

/// One sentence for each line of a lesson's sources that has a keyword of assembly, with
/// what to do instead. `folder`: the lesson's.
[[nodiscard]] std::vector<std::string> assembly_in(const fs::path& folder);

/// What is in the text that a compiler wrote for the assembler, and didn't make of C++.
enum class foreign {
    nothing,
    assembly, ///< between the marks that a compiler puts around it, or a system call
    data      ///< a variable in a section of code
};
[[nodiscard]] foreign foreign_in(std::string_view compiled);

/// The sentence for a file whose sources have no keyword of it; empty: there's nothing.
[[nodiscard]] std::string in_words(foreign what, const std::string& file);

} // namespace kit::grading
