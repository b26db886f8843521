#include "expect.hpp"

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
    fail(name + " receives " + in_words(expected),
         name + " received " + in_words(happened), first_difference(expected, happened));
}

} // namespace support
