// Addresses in words, written and read without the system's help: the rules are those of
// RFC 4291 section 2.2 (IPv6 text), RFC 5952 (its canonical form) and RFC 4007 section 11
// (zones), the same on every system.
#include <net/address.hpp>

#include <charconv>
#include <cstddef>
#include <optional>

#include <net/byte_order.hpp>
#include <net/error.hpp>

namespace net {
namespace {

using bytes16 = std::array<std::uint8_t, 16>;

std::string ipv4_text(const std::uint8_t* b) {
    std::string text;
    for (int i = 0; i < 4; ++i)
        text += (i ? "." : "") + std::to_string(b[i]);
    return text;
}

unsigned group(const bytes16& b, std::size_t i) {
    return static_cast<unsigned>(b[2 * i] << 8 | b[2 * i + 1]);
}

struct run {
    std::size_t first = 8;
    std::size_t length = 0;
};

/// The longest run of two or more zero groups, the first of several: RFC 5952 4.2.
run longest_zero_run(const bytes16& b) {
    run best;
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && group(b, end) == 0)
            ++end;
        if (end - i > best.length && end - i >= 2)
            best = {i, end - i};
        i = end + 1;
    }
    return best;
}

std::string ipv6_text(const bytes16& b) {
    const run zeros = longest_zero_run(b);
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == zeros.first) {
            text += "::";
            i += zeros.length - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text += ':';
        char digits[4];
        const auto end = std::to_chars(digits, digits + 4, group(b, i), 16);
        text.append(digits, end.ptr);
    }
    return text;
}

template <class Number>
std::optional<Number> number(std::string_view text, int base = 10) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

/// Takes the text up to `mark` (or all of it) off the front.
std::string_view take(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    const auto part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    return part;
}

bool parse_ipv4(std::string_view text, std::uint8_t* to) {
    for (int i = 0; i < 4; ++i) {
        const bool last = i == 3;
        if (last != (text.find('.') == std::string_view::npos))
            return false;
        const auto part = take(text, '.');
        // "010" is 8 to some readers and 10 to others: refused, as inet_pton does.
        if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0'))
            return false;
        const auto value = number<std::uint8_t>(part);
        if (!value)
            return false;
        to[i] = *value;
    }
    return true;
}

/// Groups without "::" in them, at most `room` bytes of them; nothing if malformed.
std::optional<std::size_t> parse_groups(std::string_view text, std::uint8_t* to,
                                        std::size_t room) {
    std::size_t used = 0;
    if (text.empty())
        return used;
    for (bool more = true; more;) {
        more = text.find(':') != std::string_view::npos;
        const auto part = take(text, ':');
        if (!more && part.find('.') != std::string_view::npos) {
            if (used + 4 > room || !parse_ipv4(part, to + used))
                return std::nullopt;
            return used + 4;
        }
        const auto value = number<std::uint16_t>(part, 16);
        if (part.size() > 4 || !value || used + 2 > room)
            return std::nullopt;
        to[used++] = static_cast<std::uint8_t>(*value >> 8);
        to[used++] = static_cast<std::uint8_t>(*value & 0xff);
    }
    return used;
}

bool parse_ipv6(std::string_view text, bytes16& to) {
    const auto gap = text.find("::");
    if (gap == std::string_view::npos)
        return parse_groups(text, to.data(), 16) == 16u;
    const auto front = parse_groups(text.substr(0, gap), to.data(), 14);
    // Digits with dots are the last four bytes only: "1.2.3.4::" is no address.
    if (!front || text.substr(0, gap).find('.') != std::string_view::npos)
        return false;
    bytes16 back{};
    const auto tail = parse_groups(text.substr(gap + 2), back.data(), 14 - *front);
    if (!tail)
        return false;
    for (std::size_t i = 0; i < *tail; ++i)
        to[16 - *tail + i] = back[i];
    return true;
}

} // namespace

std::string to_string(const socket_address& a) {
    const std::string port = ":" + std::to_string(ntohs(a.port));
    switch (a.family) {
    case address_family::ipv4:
        return ipv4_text(a.address.data()) + port;
    case address_family::ipv6: {
        const std::string zone = a.scope_id ? "%" + std::to_string(a.scope_id) : "";
        return "[" + ipv6_text(a.address) + zone + "]" + port;
    }
    case address_family::unspecified:
        break;
    }
    return "unspecified" + port;
}

result<socket_address> parse_address(std::string_view text) {
    const auto wrong = unexpected(native_error(std::errc::invalid_argument));
    socket_address a;
    if (text.find(':') == std::string_view::npos) {
        a.family = address_family::ipv4;
        if (!parse_ipv4(text, a.address.data()))
            return wrong;
        return a;
    }
    a.family = address_family::ipv6;
    const bool zoned = text.find('%') != std::string_view::npos;
    const auto address = take(text, '%');
    if (zoned) {
        const auto zone = number<std::uint32_t>(text);
        if (!zone)
            return wrong;
        a.scope_id = *zone;
    }
    if (!parse_ipv6(address, a.address))
        return wrong;
    return a;
}

} // namespace net
