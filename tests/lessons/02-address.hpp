// What both files of lesson 02's contract tests share: addresses and ports in words.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <net/byte_order.hpp>

#include "address.hpp"
#include "lesson.hpp"

namespace address_lesson_words {

using net::address_family;
using address_bytes = std::array<std::uint8_t, 16>;

inline constexpr address_bytes all_zero{};
inline constexpr address_bytes ipv4_loopback{127, 0, 0, 1};
inline constexpr address_bytes ipv6_loopback{0, 0, 0, 0, 0, 0, 0, 0,
                                             0, 0, 0, 0, 0, 0, 0, 1};
inline constexpr address_bytes sixteen_bytes{0xfe, 0x80, 3,  4,  5,  6,  7,  8,
                                             9,    10,   11, 12, 13, 14, 15, 16};

inline std::string in_words(const address_bytes& address) {
    std::string words;
    for (const auto byte : address)
        words += (words.empty() ? "" : " ") + std::to_string(byte);
    return words;
}

inline std::string in_words(address_family family) {
    return family == address_family::ipv4   ? "ipv4"
           : family == address_family::ipv6 ? "ipv6"
                                            : "unspecified";
}

/// What may be wrong with an address that is not the expected one.
inline std::string mistake(const address_bytes& expected, const address_bytes& happened) {
    const auto rest = [](const address_bytes& a) {
        return address_bytes{a[4],  a[5],  a[6],  a[7],  a[8],  a[9],
                             a[10], a[11], a[12], a[13], a[14], a[15]};
    };
    if (happened == all_zero)
        return ": all zero is every address of the machine, the any-address";
    if (rest(expected) == all_zero && rest(happened) != all_zero)
        return ": more than the 4 bytes of an IPv4 address";
    if (rest(happened) == all_zero &&
        std::equal(expected.begin(), expected.begin() + 4, happened.begin()))
        return ": 4 bytes, and an IPv6 address has 16";
    return {};
}

inline void expect_address(const address_bytes& expected, const address_bytes& happened,
                           std::string_view what) {
    support::expect(expected == happened,
                    "the address of " + std::string(what) + " is " + in_words(expected),
                    "it is " + in_words(happened) + mistake(expected, happened));
}

inline constexpr std::string_view about_families =
    "The family says whether the bytes are an IPv4 or an IPv6 address: it goes wherever "
    "they go.";

inline void expect_family(address_family expected, address_family happened,
                          std::string_view what,
                          std::string_view advice = about_families) {
    const support::advice instead(advice);
    support::expect(expected == happened,
                    "the family of " + std::string(what) + " is " + in_words(expected),
                    "its family is " + in_words(happened));
}

/// A port as people say it.
inline void expect_port(std::uint16_t expected, std::uint16_t happened,
                        std::string_view what) {
    std::optional<support::advice> about_the_order;
    if (happened == net::htons(expected))
        about_the_order.emplace(
            "The right two bytes, in the wrong order. Each way between "
            "an endpoint and the system converts once, and only there.");
    support::expect(expected == happened,
                    std::string(what) + " is " + std::to_string(expected) +
                        ", in host byte order",
                    "it is " + std::to_string(happened) +
                        (happened == net::htons(expected)
                             ? ": the same two bytes in network byte order"
                             : ""));
}

/// The two bytes of a port as they lie in memory.
inline std::array<int, 2> in_memory(std::uint16_t port) {
    std::array<unsigned char, 2> bytes{};
    std::memcpy(bytes.data(), &port, sizeof port);
    return {bytes[0], bytes[1]};
}

inline std::string in_words(std::array<int, 2> bytes) {
    return std::to_string(bytes[0]) + " " + std::to_string(bytes[1]);
}

/// The port as it must lie in memory: the most significant byte first.
inline void expect_network_order(std::uint16_t host, std::uint16_t network,
                                 std::string_view what) {
    const std::array<int, 2> expected{host / 256, host % 256};
    const auto happened = in_memory(network);
    support::expect(expected == happened,
                    std::string(what) + " has port " + std::to_string(host) +
                        " in network byte order: its bytes in memory are " +
                        in_words(expected),
                    "the bytes in memory are " + in_words(happened) +
                        (network == host ? ": host byte order" : ""));
}

inline tcp::endpoint link_local() {
    tcp::endpoint ep;
    ep.family = address_family::ipv6;
    ep.address = sixteen_bytes;
    ep.port = 0x1234;
    ep.scope_id = 0x01020304;
    return ep;
}

} // namespace address_lesson_words
