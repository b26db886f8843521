// Text is UTF-8 in this kit and UTF-16 in the Windows calls that end in W.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace net::windows {

/// Nothing where `text` is not UTF-8.
[[nodiscard]] std::optional<std::wstring> to_utf16(std::string_view text);

/// What is not UTF-16 becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::wstring_view text);

/// The system's words for an error code, without a line end or a full stop.
[[nodiscard]] std::string system_message(unsigned long code);

} // namespace net::windows
