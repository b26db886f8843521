// Makes gnuplot's SVG at home in a page: the colours are the page's, in light and dark.
#pragma once

#include <string>
#include <string_view>

namespace bench {

/// Colours of a plot. gnuplot writes each as a number that stands for nothing else;
/// in_page() turns it into a variable of CSS.
namespace ink {
inline constexpr const char* text = "#010100";  ///< --text
inline constexpr const char* faint = "#010101"; ///< --faint
inline constexpr const char* line = "#010102";  ///< --line
inline constexpr const char* back = "#010103";  ///< --back
inline constexpr const char* series[] = {"#010200", "#010201", "#010202",
                                         "#010203", "#010204", "#010205"}; ///< --s0...
} // namespace ink

/// CSS: the variables of `ink` for light and dark; the page's own ones are not among
/// them.
[[nodiscard]] std::string_view series_style();

/// The <svg> element of gnuplot's output, for a page: no title, ids that begin with
/// `name`, colours as variables. Empty: there is none, or it is not whole.
[[nodiscard]] std::string in_page(std::string_view gnuplot, std::string_view name);

/// The same as a file of its own.
[[nodiscard]] std::string as_file(std::string_view gnuplot, std::string_view name);

} // namespace bench
