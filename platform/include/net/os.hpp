// The system's own calls, behind the seam.
//
// net::send and the others exist twice and are chosen when a program is linked: the
// direct seam forwards to the functions here, the scripted seam (tests) may also fail,
// shorten and record calls. Tests' peers use net::os, so that what they do is neither
// scripted nor recorded. Everything is documented under its name in namespace net.
#pragma once

#include <net/address.hpp>
#include <net/handle.hpp>
#include <net/options.hpp>
#include <net/poll.hpp>
#include <net/result.hpp>
#include <net/socket.hpp>

namespace net::os {

[[nodiscard]] result<native_handle> socket(address_family family,
                                           socket_type type = socket_type::stream);
[[nodiscard]] result<void> bind(native_handle socket, const socket_address& local);
[[nodiscard]] result<void> listen(native_handle socket, int backlog);
[[nodiscard]] result<native_handle> accept(native_handle listening,
                                           socket_address* peer = nullptr);
[[nodiscard]] result<void> connect(native_handle socket, const socket_address& remote);
[[nodiscard]] result<std::size_t> send(native_handle socket, const void* data,
                                       std::size_t size);
[[nodiscard]] result<std::size_t> recv(native_handle socket, void* buffer,
                                       std::size_t size);
[[nodiscard]] result<void> shutdown(native_handle socket, shutdown_how how);
[[nodiscard]] result<void> close(native_handle socket);
[[nodiscard]] result<socket_address> getsockname(native_handle socket);
[[nodiscard]] result<socket_address> getpeername(native_handle socket);
[[nodiscard]] result<void> set_option(native_handle socket, option name,
                                      std::int64_t value);
[[nodiscard]] result<std::int64_t> get_option(native_handle socket, option name);
[[nodiscard]] result<void> set_nonblocking(native_handle socket, bool on);
[[nodiscard]] result<std::size_t> poll(std::span<poll_entry> entries,
                                       std::optional<std::chrono::milliseconds> limit);

} // namespace net::os
