#include <cstdlib>

#include "report.hpp"
#include "time_limits.hpp"

namespace support {
namespace {

/// A time from the environment, where a number above 0 stands there.
std::chrono::milliseconds milliseconds_from(const char* name,
                                            std::chrono::milliseconds otherwise) {
    const char* text = std::getenv(name);
    const int number = text != nullptr ? std::atoi(text) : 0;
    return number > 0 ? std::chrono::milliseconds(number) : otherwise;
}

} // namespace

std::chrono::milliseconds time_limit() {
    static const auto limit =
        milliseconds_from("FIRST_BYTE_DEADLINE_MS", grader::limit_elsewhere);
    return limit;
}

std::chrono::milliseconds processor_limit() {
    static const auto limit =
        milliseconds_from("FIRST_BYTE_PROCESSOR_MS", std::chrono::hours(24));
    return limit;
}

} // namespace support
