// C++ as text: what is code in it, and what only looks like it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kit {

/// The text with a space for each comment; line ends stay, and so do what strings hold.
[[nodiscard]] std::string without_comments(std::string_view code);

/// The words and signs of a text without comments, each after one space: equal for what a
/// compiler takes for the same.
[[nodiscard]] std::string only_tokens(std::string_view code);

/// The first line, from 1, that has `word` as a whole word outside of comments; 0: none.
[[nodiscard]] std::size_t line_with(std::string_view code, std::string_view word);

/// The lines, from 1, that have one of `words` as code: outside of comments, strings and
/// characters, and in no directive but #define.
[[nodiscard]] std::vector<std::size_t>
lines_with_code(std::string_view code, const std::vector<std::string_view>& words);

struct include {
    std::size_t line = 0; ///< from 1
    std::string name;
};
/// The files that a text includes by #include "NAME".
[[nodiscard]] std::vector<include> includes_of(std::string_view code);

} // namespace kit
