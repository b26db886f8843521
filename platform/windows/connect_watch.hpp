// What WSAPoll does not say: that a non-blocking connect has failed.
#pragma once

#include <span>
#include <vector>

#include <net/handle.hpp>

namespace net::windows {

/// The sockets of the list whose non-blocking connect has failed, by select's except
/// set, without waiting. Before Windows 10 version 2004 WSAPoll was silent about them.
/// Sockets that are no longer open are left out.
[[nodiscard]] std::vector<native_handle>
failed_connects(std::span<const native_handle> sockets);

} // namespace net::windows
