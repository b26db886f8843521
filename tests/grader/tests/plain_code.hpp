// Code to be put into a right answer: what a lesson may hold, and what it may not. Tests
// of kit check and of kit grade both go through these tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kit_test {

struct snippet {
    std::string include; ///< a header's name with its brackets, or nothing
    std::string code;    ///< statements; with "global: " before it, a declaration
    std::string name;    ///< forbidden: what is told of it
    std::string why;     ///< forbidden: a part of what follows the name
};

/// Plain C++ in many ways; an answer with it behaves like one without.
[[nodiscard]] std::vector<snippet> plain_code();
/// What is told, with the line and what to do instead.
[[nodiscard]] std::vector<snippet> forbidden_code();
/// `most` at a time, for no more are told at once.
[[nodiscard]] std::vector<std::vector<snippet>> in_parts(const std::vector<snippet>& all,
                                                         std::size_t most);

/// The answer's text with the code in it, each on a line of its own. `runs`: it is run
/// when the program begins.
[[nodiscard]] std::string with_code(const std::string& answer,
                                    const std::vector<snippet>& all, bool runs);

/// Whether what was said tells of the snippet: "FILE:LINE uses NAME, which WHY". Line
/// ends in it count as spaces. Empty: it does; else what was not found.
[[nodiscard]] std::string missing_in(std::string_view said, const std::string& file,
                                     const std::string& text, const snippet& one);

} // namespace kit_test
