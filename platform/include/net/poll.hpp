// Waiting for several sockets at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

#include <net/handle.hpp>
#include <net/result.hpp>

namespace net {

/// One socket that net::poll watches. BSD: struct pollfd. Winsock: WSAPOLLFD.
struct poll_entry {
    native_handle handle = invalid_handle; ///< invalid_handle: the entry is ignored
    bool want_read = false;                ///< POLLIN: a recv or accept would not wait
    bool want_write = false; ///< POLLOUT: a send would not wait; a connect has ended
    bool can_read = false;   ///< set by poll; also true at the end of the stream
    bool can_write = false;  ///< set by poll
    bool failed = false;     ///< set by poll: POLLERR, POLLNVAL, or a failed connect
    bool hung_up = false;    ///< set by poll: POLLHUP; bytes may still be readable
};

/// Waits until a socket of the list is ready, or until `limit` has passed
/// (std::nullopt: for ever; 0: look and return at once). Returns how many entries have
/// something to say; 0 says that the time is over. Signals neither end the wait nor
/// lengthen it: the deadline is absolute, on a monotonic clock. The list may be empty.
///
/// BSD:     int poll(struct pollfd *fds, nfds_t count, int timeout);
/// Winsock: int WSAPoll(WSAPOLLFD *fds, ULONG count, INT timeout);
///
/// Errors: invalid_argument (a negative limit; on Linux a list longer than the number of
/// descriptors that the process may have). A handle that names no open socket is no
/// error of the call: its entry says failed.
/// See poll(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-wsapoll
[[nodiscard]] result<std::size_t> poll(std::span<poll_entry> entries,
                                       std::optional<std::chrono::milliseconds> limit);

} // namespace net
