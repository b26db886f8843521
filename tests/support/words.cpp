#include "words.hpp"

#include <algorithm>
#include <cstdint>

#include <net/error.hpp>

#include "script.hpp"

namespace support {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string pattern(std::size_t size, unsigned seed) {
    std::string out(size, '\0');
    std::uint32_t x = seed * 2654435761u + 1;
    for (auto& c : out) {
        x ^= x << 13; // xorshift32 (Marsaglia 2003)
        x ^= x >> 17;
        x ^= x << 5;
        c = static_cast<char>(x >> 24);
    }
    return out;
}

std::string in_words(std::string_view bytes) {
    return net::script::bytes_text(bytes.size(), bytes);
}

std::string in_words(std::error_code error) {
    if (error == std::make_error_code(std::errc::function_not_supported))
        return "\"not implemented\": the line of the starter is still there";
    if (error.category() != net::native_category())
        return error.message();
    const auto name = net::error_name(error);
    const auto message = error.message(); // ends in the name already
    return name.empty() || message.find(name) != std::string::npos
               ? message
               : std::string(name) + " (" + message + ")";
}

std::string in_words(std::errc error) {
    return in_words(net::native_error(error));
}

std::string count(std::size_t number, std::string_view thing) {
    return std::to_string(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

namespace {

/// One byte as it prints, and only ever one column wide: a caret must find it.
char column(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x20 && u < 0x7f ? c : '.';
}

std::string hex(std::string_view all, std::size_t at) {
    if (at >= all.size())
        return "the end";
    static constexpr char digits[] = "0123456789abcdef";
    const auto u = static_cast<unsigned char>(all[at]);
    return {'0', 'x', digits[u >> 4], digits[u & 15]};
}

} // namespace

std::string first_difference(std::string_view expected, std::string_view happened) {
    const auto differ =
        std::mismatch(expected.begin(), expected.end(), happened.begin(), happened.end());
    const auto at = static_cast<std::size_t>(differ.first - expected.begin());
    constexpr std::size_t before = 24, shown = 48;
    const std::size_t from = at > before ? at - before : 0;
    const auto part = [&](std::string_view all) {
        std::string line(from == 0 ? "" : "...");
        for (const char c : all.substr(std::min(from, all.size()), shown))
            line += column(c);
        return line + (all.size() > from + shown ? "..." : "");
    };
    const std::size_t lead = at - from + (from == 0 ? 0 : 3);
    return "should be  " + part(expected) + "\n      is   " + part(happened) + "\n" +
           std::string(11 + lead, ' ') + "^ byte " + std::to_string(at) + ": " +
           hex(happened, at) + " instead of " + hex(expected, at);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
    std::string out;
    std::size_t column = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        if (column != 0 && column + 1 + word.size() > width) {
            out += "\n" + std::string(indent);
            column = 0;
        } else if (column != 0) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

} // namespace support
