#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "text/utf8.hpp"

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

std::size_t columns_of(const kit::character& one) {
    return lies_in(one.code, wide) ? 2 : 1;
}

/// The character with which a text begins that is not empty; one byte that is none counts
/// as one.
kit::character next_of(std::string_view text) {
    auto one = kit::first_character(text);
    one.bytes = std::max<std::size_t>(1, one.bytes);
    return one;
}

/// The length of the longest beginning of `text` that is no wider than `width`; at least
/// one character.
std::size_t fitting(std::string_view text, std::size_t width) {
    std::size_t used = 0, end = 0;
    while (end < text.size()) {
        const auto one = next_of(text.substr(end));
        used += columns_of(one);
        if (used > width && end > 0)
            break;
        end += one.bytes;
    }
    return end;
}

} // namespace

std::string clean(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto one = kit::first_character(text);
        const bool shown = one.bytes > 0 && !lies_in(one.code, hidden);
        out += shown ? text.substr(0, one.bytes) : std::string_view("?");
        text.remove_prefix(std::max<std::size_t>(1, one.bytes));
    }
    return out;
}

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto one = next_of(text);
        width += columns_of(one);
        text.remove_prefix(one.bytes);
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
