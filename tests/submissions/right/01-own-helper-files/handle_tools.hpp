// Two functions on a handle that nobody owns yet.
#pragma once

#include <net/socket.hpp>

namespace handle_tools {

/// Empties the variable and returns what was in it.
net::native_handle take(net::native_handle& from) noexcept;

/// Empties the variable and closes what was in it, if anything was.
net::result<void> close_and_clear(net::native_handle& which);

} // namespace handle_tools
