// Not looked for: a program of Windows carries no table that a tool there would read.
#include "../trace.hpp"

namespace grader::os {

call_stack calls_leading_here() noexcept {
    return {};
}

call_stack calls_leading_to_last_throw() noexcept {
    return {};
}

std::string source_lines(const call_stack&) {
    return {};
}

} // namespace grader::os
