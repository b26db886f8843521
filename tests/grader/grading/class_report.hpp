// What an instructor reads about a class.
#pragma once

#include <string>
#include <vector>

#include "class_list.hpp"
#include "verdict.hpp"

namespace kit::grading {

struct graded {
    entry of;
    verdict result;
};

/// Comma-separated (RFC 4180), a line for each student; no cell begins a formula.
[[nodiscard]] std::string as_csv(const std::vector<graded>& all);

/// A mistake that the corpus knows by name, or a failed test, and who made it.
struct mistake {
    std::string lesson, name;
    std::vector<std::size_t> who; ///< indexes of students
};

/// The mistakes of all, the most frequent first.
[[nodiscard]] std::vector<mistake> mistakes_of(const project& where,
                                               const std::vector<graded>& all);

/// One page with the table, the picture and the mistakes; links to each student's own.
[[nodiscard]] std::string class_page(const project& where, const std::string& title,
                                     const std::vector<graded>& all);

} // namespace kit::grading
