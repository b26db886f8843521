#include "utf8.hpp"

#include <array>

namespace kit {

character first_character(std::string_view text) {
    // What the first byte of a character of so many bytes adds to its code, and the least
    // code that needs so many.
    static constexpr std::array<std::uint32_t, 5> masks{0, 0x7f, 0x1f, 0x0f, 0x07};
    static constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const unsigned first = text.empty() ? 0xffu : static_cast<unsigned char>(text[0]);
    const std::size_t bytes = first < 0x80   ? 1
                              : first < 0xc0 ? 0
                              : first < 0xe0 ? 2
                              : first < 0xf0 ? 3
                              : first < 0xf8 ? 4
                                             : 0;
    if (bytes == 0 || text.size() < bytes)
        return {};
    std::uint32_t code = first & masks[bytes];
    for (const char c : text.substr(1, bytes - 1)) {
        if ((static_cast<unsigned char>(c) & 0xc0u) != 0x80)
            return {};
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3fu);
    }
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < least[bytes] || surrogate || code > 0x10ffff)
        return {};
    return {code, bytes};
}

} // namespace kit
