// Where the bug of a wrong submission is. Nobody wrote it down: the submissions of a
// lesson are variations of a few right programs, so the lines that hardly any other
// submission has are the bug, and what the others have in their place is the mending.
#pragma once

#include <string>
#include <vector>

#include "text/files.hpp"

namespace site {

namespace fs = kit::fs;

/// A piece of a submission: '-' what it has, '+' what others have there, ' ' around it.
struct marked_line {
    char mark = ' ';
    std::string text;
};

/// Everybody's file of one name, by the folder that it is of.
struct candidate {
    std::string folder;
    std::vector<std::string> lines;
};

/// The lines that hold the bug of `all[which]`.
[[nodiscard]] std::vector<marked_line> bug_in(const std::vector<candidate>& all,
                                              std::size_t which);

} // namespace site
