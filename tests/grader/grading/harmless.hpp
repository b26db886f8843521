// What a stranger wrote, made fit to be shown: on a terminal, in a page, in a table, in a
// host's log.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kit::grading {

/// The text with everything that a terminal, a page or a host's log could take for a
/// command made visible: control characters, escapes, "::" at a word's beginning.
[[nodiscard]] std::string harmless(std::string_view text);
/// The same for what must be one line.
[[nodiscard]] std::string harmless_name(std::string_view text);

/// Bytes of the first character, where it is valid UTF-8 and neither a control above
/// ASCII, nor one that nobody sees or that changes the direction of writing; else 0.
[[nodiscard]] std::size_t harmless_length(std::string_view text);

/// The text without any `lead`.
[[nodiscard]] std::string without(std::string_view lead, std::string_view text);
/// With its paths as short as they can be: "06-exchange/../05-accept" is "05-accept".
[[nodiscard]] std::string without_detours(std::string_view text);

/// The text, or, where it has more bytes than `most`, its beginning and its end, and how
/// many bytes are left out between them.
[[nodiscard]] std::string shortened(std::string text, std::size_t most);

} // namespace kit::grading
