// What a lesson's tests expect, and how they say that it did not come.
#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <net/error.hpp>
#include <net/result.hpp>

#include "report.hpp"
#include "words.hpp"

namespace support {

/// The condition holds; otherwise the test fails with these words.
void expect(bool condition, std::string_view expected, std::string_view happened);

/// Whether it is this error. Nothing virtual is asked where the answer may be the code
/// under test's: an error is known by the address of its category and its value.
[[nodiscard]] bool is(std::error_code error, std::errc portable);
[[nodiscard]] bool is(std::error_code error, net::condition condition);
[[nodiscard]] inline bool is(std::error_code error, std::error_code other) {
    return error == other;
}

/// The call answers an error that it must not. Where it comes from a handle that the code
/// under test used wrongly, that is what the advice is about.
[[noreturn]] void fail_with(std::string_view expected, std::string_view call,
                            std::error_code error);

/// The value of a call that must succeed. `call` is the call as a student would write
/// it: "listen_on(127.0.0.1:0)".
template <class T>
[[nodiscard]] T value_of(net::result<T>&& result, std::string_view call) {
    if (!result)
        fail_with(std::string(call) + " succeeds", call, result.error());
    return *std::move(result);
}

/// A call that must succeed.
template <class T>
void expect_ok(const net::result<T>& result, std::string_view call) {
    if (!result)
        fail_with(std::string(call) + " succeeds", call, result.error());
}

/// A call that must fail with this error: a std::errc, a net::condition or the very
/// std::error_code that must be handed on.
template <class T, class Error>
void expect_error(const net::result<T>& result, Error error, std::string_view call) {
    std::string name;
    if constexpr (std::is_same_v<Error, net::condition>)
        name = make_error_condition(error).message();
    else
        name = in_words(error);
    const std::string expected = std::string(call) + " answers " + name;
    if (result)
        fail(expected, std::string(call) + " succeeds");
    else if (!is(result.error(), error))
        fail_with(expected, call, result.error());
}

/// Two numbers, or anything else that std::to_string knows.
template <class A, class B>
void expect_equal(A expected, B happened, std::string_view what) {
    if (!(static_cast<std::common_type_t<A, B>>(expected) ==
          static_cast<std::common_type_t<A, B>>(happened)))
        fail(std::string(what) + " is " + std::to_string(expected),
             std::string(what) + " is " + std::to_string(happened));
}

/// Bytes that must have come over. `who` received them: "the peer", "receive_some".
void expect_bytes(std::string_view expected, std::string_view happened,
                  std::string_view who);

} // namespace support
