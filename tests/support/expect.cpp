#include "expect.hpp"

#include <algorithm>
#include <optional>

namespace support {
namespace {

/// The error as the system's own, where it is one by another name.
std::error_code as_native(std::error_code error) {
    if (&error.category() == &std::generic_category())
        return net::native_error(static_cast<std::errc>(error.value()));
    if (&error.category() == &std::system_category())
        return net::native_error(error.value());
    return error;
}

} // namespace

bool is(std::error_code error, std::errc portable) {
    return as_native(error) == net::native_error(portable);
}

bool is(std::error_code error, net::condition condition) {
    switch (condition) {
    case net::condition::would_block:
        return is(error, std::errc::operation_would_block);
    case net::condition::timed_out:
        return is(error, std::errc::timed_out);
    default:
        return &error.category() == &net::native_category() && error == condition;
    }
}

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
