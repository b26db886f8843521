#include "harmless.hpp"

#include "../text/utf8.hpp"

namespace kit::grading {

std::string harmless(std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    bool word_begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        // Lines may be broken at spaces later on.
        const bool workflow_command =
            (word_begins && text.substr(i, 2) == "::") || text.substr(i, 3) == "##[";
        if (workflow_command)
            out += "\\";
        if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && c < 0x80)) {
            out += text[i];
        } else if (const std::size_t n = harmless_length(text.substr(i)); n > 1) {
            out += text.substr(i, n);
            i += n - 1;
        } else {
            out += "\\x";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
        word_begins = c == '\n' || c == ' ' || c == '\t';
    }
    return out;
}

std::string harmless_name(std::string_view text) {
    std::string out;
    for (const char c : harmless(text))
        out += c == '\n' ? "\\x0a" : c == '\t' ? "\\x09" : std::string(1, c);
    return out;
}

std::size_t harmless_length(std::string_view text) {
    const auto [code, bytes] = first_character(text);
    // C1 controls, and characters that turn the direction of writing.
    const bool control =
        (code >= 0x80 && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
        (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return control ? 0 : bytes;
}

} // namespace kit::grading
