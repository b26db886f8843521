// The frame of a page that opens from disk, needs no network and is at home in the dark.
#pragma once

#include <string>
#include <string_view>

namespace kit {

/// A whole HTML page. `title` is plain text; `body` is HTML,
/// `more_style` CSS that follows what every page has.
[[nodiscard]] std::string page(std::string_view title, std::string_view body,
                               std::string_view script = {},
                               std::string_view more_style = {});

} // namespace kit
