// Where in the source something happened, for the words of a failure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace grader::os {

/// The calls that lead to a place, innermost first.
struct call_stack {
    std::array<std::uintptr_t, 48> addresses{};
    std::size_t size = 0;
};

/// Those that lead here. Allocates nothing.
[[nodiscard]] call_stack calls_leading_here() noexcept;

/// Those that led to the last throw in this thread; none where that is not noted (it is
/// on Linux with the GNU C library, and not where a sanitizer notes it for itself).
[[nodiscard]] call_stack calls_leading_to_last_throw() noexcept;

/// "/home/me/kit/lessons/06-exchange/exchange.cpp:31" for each of them, a line each, with
/// "??:0" where nothing is known. Empty: this machine has no addr2line, or another system
/// than this one would be needed.
[[nodiscard]] std::string source_lines(const call_stack& calls);

} // namespace grader::os
