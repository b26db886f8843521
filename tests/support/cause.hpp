// Inside the report: what ended a test that no expectation ended, and where.
#pragma once

#include <string>

#include "os/trace.hpp"

namespace support {

/// The exception that is being handled, as `std::length_error ("cannot create ...")`;
/// empty: none is.
[[nodiscard]] std::string exception_in_words();

/// The innermost of these calls that is a line of the code under test, and that line:
///
///   lessons/06-exchange/exchange.cpp:31
///   | throw std::runtime_error("a bad day");
///
/// Empty where it is a line of the tests, or none is known.
[[nodiscard]] std::string own_line(const grader::os::call_stack& calls);

} // namespace support
