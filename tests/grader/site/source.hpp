// What the site quotes from C++ files: found by name, so that no line number goes stale.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace site {

/// The definition of a function that begins in the first column, with the comment before
/// it; nothing where the text has none of that name.
[[nodiscard]] std::optional<std::string> definition(std::string_view text,
                                                    std::string_view name);

/// What a header says about a function or a type: the doc comment without its slashes,
/// and the declaration.
struct declaration {
    std::vector<std::string> comment;
    std::string code;
};
/// All declarations of a name: a function may have several.
[[nodiscard]] std::vector<declaration> declarations_of(std::string_view header,
                                                       std::string_view name);

/// The names of the free functions that a header declares in its first column.
[[nodiscard]] std::vector<std::string> functions_of(std::string_view header);

/// A TEST of a file: "traps.13_close_with_unread_input_resets" and its code, with the
/// comment before it.
struct test_case {
    std::string name;
    std::string code;
};
[[nodiscard]] std::vector<test_case> tests_of(std::string_view text);

} // namespace site
