// Small things about text that the parts of the site share.
#pragma once

#include <string>
#include <string_view>

namespace site {

/// Replaces every `from` by `to`.
[[nodiscard]] std::string replaced(std::string text, std::string_view from,
                                   std::string_view to);

/// Without spaces and line ends around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// A name for an address, as GitHub makes it of a heading: "Short sends" is
/// "short-sends".
[[nodiscard]] std::string slug(std::string_view heading);

/// HTML of plain text with `code` in backticks.
[[nodiscard]] std::string inline_html(std::string_view text);

/// Markdown that Doxygen hands on as it is.
[[nodiscard]] std::string verbatim_html(std::string_view html);

/// A block of C++ in Markdown, quoted from a file.
[[nodiscard]] std::string quotation(std::string_view code, std::string_view from);

/// "net::set_option" is "call_set_option": the page of a call.
[[nodiscard]] std::string call_id(std::string_view name);

} // namespace site
