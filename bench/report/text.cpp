#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace bench {
namespace {

using span = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t N>
bool lies_in(std::uint32_t code, const std::array<span, N>& spans) {
    return std::any_of(spans.begin(), spans.end(), [&](const span& s) {
        return code >= s.first && code <= s.second;
    });
}

/// Controls, what is not seen, what turns the direction of writing.
constexpr std::array<span, 7> hidden{{{0x00, 0x1f},
                                      {0x7f, 0x9f},
                                      {0x200b, 0x200f},
                                      {0x2028, 0x202e},
                                      {0x2060, 0x206f},
                                      {0xfeff, 0xfeff},
                                      {0xfff9, 0xffff}}};
/// What a terminal gives two columns: the scripts of East Asia, and pictures.
constexpr std::array<span, 8> wide{{{0x1100, 0x115f},
                                    {0x2e80, 0xa4cf},
                                    {0xac00, 0xd7a3},
                                    {0xf900, 0xfaff},
                                    {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},
                                    {0x1f300, 0x1faff},
                                    {0x20000, 0x3fffd}}};

unsigned byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

/// The character of which utf8_length has told the length.
std::uint32_t decoded(std::string_view text, std::size_t length) {
    static constexpr std::array<unsigned, 5> masks{0, 0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t code = byte_at(text, 0) & masks[length];
    for (std::size_t i = 1; i < length; ++i)
        code = code << 6u | (byte_at(text, i) & 0x3fu);
    return code;
}

std::size_t columns_of(std::string_view text, std::size_t length) {
    return lies_in(decoded(text, length), wide) ? 2 : 1;
}

/// The length of the longest beginning of `text` that is no wider than `width`; at least
/// one character.
std::size_t fitting(std::string_view text, std::size_t width) {
    std::size_t used = 0, end = 0;
    while (end < text.size()) {
        const std::size_t length =
            std::max<std::size_t>(1, utf8_length(text.substr(end)));
        used += columns_of(text.substr(end), length);
        if (used > width && end > 0)
            break;
        end += length;
    }
    return end;
}

} // namespace

std::size_t utf8_length(std::string_view text) {
    const unsigned first = byte_at(text, 0);
    const std::size_t length = text.empty()    ? 0
                               : first < 0x80  ? 1
                               : first < 0xc2  ? 0
                               : first < 0xe0  ? 2
                               : first < 0xf0  ? 3
                               : first <= 0xf4 ? 4
                                               : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte_at(text, i) & 0xc0u) != 0x80)
            return 0;
    // Longer than needed, half of a surrogate pair, or above U+10FFFF (RFC 3629).
    const unsigned second = byte_at(text, 1);
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) ||
        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90))
        return 0;
    return length;
}

std::string clean(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const bool shown = length > 0 && !lies_in(decoded(text, length), hidden);
        out += shown ? text.substr(0, length) : std::string_view("?");
        text.remove_prefix(std::max<std::size_t>(1, length));
    }
    return out;
}

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(1, utf8_length(text));
        width += columns_of(text, length);
        text.remove_prefix(length);
    }
    return width;
}

std::string cut(std::string_view text, std::size_t width) {
    const std::string shown = clean(text);
    return width_of(shown) <= width ? shown
                                    : shown.substr(0, fitting(shown, width - 1)) + "~";
}

std::string padded(std::string_view text, std::size_t width) {
    const std::size_t used = width_of(text);
    return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string to_the_right(std::string_view text, std::size_t width) {
    const std::size_t used = width_of(text);
    return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string current;
    const auto end_line = [&] { lines.push_back(std::exchange(current, {})); };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!current.empty() && width_of(current) + 1 + width_of(word) > width)
            end_line();
        for (; width_of(word) > width; end_line()) {
            const std::size_t part = fitting(word, width);
            current = word.substr(0, part);
            word.remove_prefix(part);
        }
        if (!word.empty())
            current += (current.empty() ? "" : " ") + std::string(word);
    }
    if (!current.empty() || lines.empty())
        end_line();
    return lines;
}

void add_wrapped(std::vector<line>& to, std::string_view first, std::string_view text,
                 tone as) {
    std::string before(first);
    for (const auto& part : wrapped(clean(text), columns - width_of(first))) {
        to.push_back({before + part, as});
        before.assign(width_of(first), ' ');
    }
}

std::string short_number(double value) {
    constexpr std::size_t most = 5;
    if (!std::isfinite(value))
        return "-";
    std::array<char, 400> text{};
    for (int decimals = 3; decimals >= 0; --decimals) {
        std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
        if (std::string_view(text.data()).size() <= most)
            return text.data();
    }
    std::snprintf(text.data(), text.size(), "%.0e", value);
    std::string out = text.data(); // "1e+06"; with three digits "1e+123"
    if (out.size() > most)
        std::erase(out, '+');
    return out;
}

std::string microseconds(double nanoseconds) {
    if (nanoseconds >= 1e9)
        return short_number(nanoseconds / 1e9) + "s";
    const double value = nanoseconds / 1e3;
    if (value < 99999.5)
        return short_number(value);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.0f", value);
    // 999999.7 is a second, for somebody who reads six characters.
    return std::string_view(text.data()).size() > 6 ? "1.000s" : text.data();
}

std::string percent(double part) {
    std::array<char, 400> text{};
    std::snprintf(text.data(), text.size(), "%.2f%%", part * 100);
    return text.data();
}

std::string micro_unit(const text_options& options) {
    return options.utf8 ? "\xC2\xB5s" : "us";
}

} // namespace bench
