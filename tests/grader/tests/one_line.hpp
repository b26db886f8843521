// What a program prints is broken at the width of a terminal; what it says is not.
#pragma once

#include <sstream>
#include <string>
#include <string_view>

namespace kit_test {

/// The words with single spaces between them.
[[nodiscard]] inline std::string in_one_line(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string all;
    for (std::string word; words >> word;)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

} // namespace kit_test
