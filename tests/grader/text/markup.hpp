// Text as XML and HTML have it.
#pragma once

#include <string>
#include <string_view>

namespace kit {

/// For XML and HTML, between tags and in quoted attributes. Characters that XML 1.0
/// cannot hold are left out.
[[nodiscard]] std::string escaped(std::string_view text);

} // namespace kit
