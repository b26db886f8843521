// A POSIX system without eventfd. linux/ has a file of this name, too.
#pragma once

namespace bench {

inline constexpr bool has_events = false;

inline int new_event() {
    return -1;
}

} // namespace bench
