// eventfd(2): the cheapest way to wake a thread that this system has. no_events/ has a
// file of this name, too.
#pragma once

#include <sys/eventfd.h>

namespace bench {

inline constexpr bool has_events = true;

/// Negative: there is none to be had.
inline int new_event() {
    return ::eventfd(0, 0);
}

} // namespace bench
