#include "harmless.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "../text/utf8.hpp"

namespace kit::grading {
namespace {

/// Characters that nobody sees, or that turn the direction of writing: Unicode's control
/// and format characters, its fillers, and what ends a line, from the first to the last
/// of each range.
constexpr std::array<std::array<std::uint32_t, 2>, 17> unseen{{{0x80, 0x9f},
                                                               {0xad, 0xad},
                                                               {0x34f, 0x34f},
                                                               {0x600, 0x605},
                                                               {0x61c, 0x61c},
                                                               {0x115f, 0x1160},
                                                               {0x17b4, 0x17b5},
                                                               {0x180b, 0x180f},
                                                               {0x200b, 0x200f},
                                                               {0x2028, 0x202e},
                                                               {0x2060, 0x206f},
                                                               {0x3164, 0x3164},
                                                               {0xfeff, 0xfeff},
                                                               {0xffa0, 0xffa0},
                                                               {0xfff0, 0xfffb},
                                                               {0x1d173, 0x1d17a},
                                                               {0xe0000, 0xe0fff}}};

} // namespace

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
    const bool hidden =
        std::any_of(unseen.begin(), unseen.end(), [code = code](const auto& range) {
            return code >= range[0] && code <= range[1];
        });
    return hidden ? 0 : bytes;
}

std::string without(std::string_view lead, std::string_view text) {
    std::string out;
    while (!lead.empty()) {
        const std::size_t at = text.find(lead);
        if (at == std::string_view::npos)
            break;
        out += text.substr(0, at);
        text.remove_prefix(at + lead.size());
    }
    return out += text;
}

std::string without_detours(std::string_view text) {
    constexpr std::string_view detour = "/../";
    std::string out;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find(detour), text.size());
        out += text.substr(0, at);
        text.remove_prefix(at);
        if (text.empty())
            break;
        const std::size_t before = out.find_last_of("/ \n\"");
        const std::size_t from = before == std::string::npos ? 0 : before + 1;
        const std::string_view part = std::string_view(out).substr(from);
        if (part.empty() || part == "..") {
            out += detour;
            text.remove_prefix(detour.size());
        } else if (from > 0 && out[before] == '/') { // its last slash may begin another
            out.resize(before);
            text.remove_prefix(detour.size() - 1);
        } else {
            out.resize(from);
            text.remove_prefix(detour.size());
        }
    }
    return out;
}

std::string shortened(std::string text, std::size_t most) {
    if (text.size() <= most)
        return text;
    const std::size_t last = most / 16, cut = text.size() - most;
    text.replace(most - last, cut, "\n  (" + std::to_string(cut) + " bytes more)\n");
    return text;
}

} // namespace kit::grading
