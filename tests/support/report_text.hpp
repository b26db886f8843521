// Inside the report: a failure as text, and where lines go.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// What is known of the running test.
struct running_test {
    std::string sentence;
    std::string section;
    std::string advice;
};

/// The whole failure, a line each: headline, expected, happened, details, timeline,
/// advice, where to read.
[[nodiscard]] std::vector<std::string> failure_text(const running_test& test,
                                                    std::string_view expected,
                                                    std::string_view happened,
                                                    std::string_view details);

/// "sends_every_byte" as a sentence.
[[nodiscard]] std::string sentence(std::string_view test_name);

} // namespace support
