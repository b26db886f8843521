// A length as Winsock's calls take it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

namespace net::windows {

/// std::size_t is 64 bits wide, the length of send and recv an int: 4 GiB would arrive
/// there as 0, and 2 GiB as a negative number. Asking for less is always right.
[[nodiscard]] constexpr int clamp_length(std::size_t size) noexcept {
    constexpr std::size_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(size, most));
}

} // namespace net::windows
