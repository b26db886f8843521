// Characters out of bytes (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kit {

struct character {
    std::uint32_t code = 0; ///< U+....
    std::size_t bytes = 0;  ///< 0: the text begins with none
};

/// The UTF-8 character with which the text begins. None: the text is empty, or its first
/// bytes are cut off, longer than needed, half of a surrogate pair or above U+10FFFF.
[[nodiscard]] character first_character(std::string_view text);

} // namespace kit
