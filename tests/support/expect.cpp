#include "expect.hpp"

#include <algorithm>
#include <optional>

namespace support {

void expect(bool condition, std::string_view expected, std::string_view happened) {
    if (!condition)
        fail(expected, happened);
}

void expect_bytes(std::string_view expected, std::string_view happened,
                  std::string_view who) {
    if (expected == happened)
        return;
    const std::string name(who);
    const auto differ =
        std::mismatch(expected.begin(), expected.end(), happened.begin(), happened.end());
    std::optional<advice> about_zero;
    if (differ.first != expected.end() && *differ.first == '\0')
        about_zero.emplace(
            "The first byte that differs should be a zero byte, a byte like "
            "any other. What does your code take the length from?");
    fail(name + " receives " + in_words(expected),
         name + " received " + in_words(happened), first_difference(expected, happened));
}

} // namespace support
