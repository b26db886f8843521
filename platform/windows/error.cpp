#include "../src/error_table.hpp"

#include <array>

#include <winsock2.h>

#include "text.hpp"

namespace net::detail {
namespace {

using std::errc;

// A macro, so that a code and its name cannot part.
#define ENTRY(code, portable)                                                            \
    native_entry {                                                                       \
        code, #code, errc::portable                                                      \
    }

// Several errno values have no counterpart of their own. Each of those stands a second
// time below the code that Windows reports in its place, so that native_error(errc)
// finds it; from a code, the first entry counts.
constexpr std::array table{
    ENTRY(WSAEINTR, interrupted),
    ENTRY(WSAEBADF, bad_file_descriptor),
    ENTRY(WSAEACCES, permission_denied),
    ENTRY(WSAEFAULT, bad_address),
    ENTRY(WSAEINVAL, invalid_argument),
    ENTRY(WSAEMFILE, too_many_files_open),
    ENTRY(WSAEMFILE, too_many_files_open_in_system),
    ENTRY(WSAEWOULDBLOCK, operation_would_block),
    ENTRY(WSAEWOULDBLOCK, resource_unavailable_try_again),
    ENTRY(WSAEINPROGRESS, operation_in_progress),
    ENTRY(WSAEALREADY, connection_already_in_progress),
    ENTRY(WSAENOTSOCK, not_a_socket),
    ENTRY(WSAEDESTADDRREQ, destination_address_required),
    ENTRY(WSAEMSGSIZE, message_size),
    ENTRY(WSAEPROTOTYPE, wrong_protocol_type),
    ENTRY(WSAENOPROTOOPT, no_protocol_option),
    ENTRY(WSAEPROTONOSUPPORT, protocol_not_supported),
    // The socket type and the protocol family have no errc; the nearest serve.
    ENTRY(WSAESOCKTNOSUPPORT, protocol_not_supported),
    ENTRY(WSAEOPNOTSUPP, operation_not_supported),
    ENTRY(WSAEOPNOTSUPP, not_supported),
    ENTRY(WSAEAFNOSUPPORT, address_family_not_supported),
    ENTRY(WSAEPFNOSUPPORT, address_family_not_supported),
    ENTRY(WSAEADDRINUSE, address_in_use),
    ENTRY(WSAEADDRNOTAVAIL, address_not_available),
    ENTRY(WSAENETDOWN, network_down),
    ENTRY(WSASYSNOTREADY, network_down),
    ENTRY(WSAENETUNREACH, network_unreachable),
    ENTRY(WSAENETRESET, network_reset),
    ENTRY(WSAECONNABORTED, connection_aborted),
    ENTRY(WSAECONNRESET, connection_reset),
    ENTRY(WSAENOBUFS, no_buffer_space),
    ENTRY(WSAEISCONN, already_connected),
    ENTRY(WSAENOTCONN, not_connected),
    // What EPIPE says on POSIX: this side can no longer send.
    ENTRY(WSAESHUTDOWN, broken_pipe),
    ENTRY(WSAETIMEDOUT, timed_out),
    ENTRY(WSAECONNREFUSED, connection_refused),
    ENTRY(WSAENAMETOOLONG, filename_too_long),
    ENTRY(WSAEHOSTUNREACH, host_unreachable),
    ENTRY(WSAEHOSTDOWN, host_unreachable),
    ENTRY(WSAVERNOTSUPPORTED, not_supported),
    ENTRY(WSAEDISCON, connection_aborted),
    ENTRY(WSAECANCELLED, operation_canceled),
    ENTRY(WSA_E_CANCELLED, operation_canceled),
    ENTRY(WSA_OPERATION_ABORTED, operation_canceled),
    ENTRY(WSA_NOT_ENOUGH_MEMORY, not_enough_memory),
    ENTRY(WSA_INVALID_PARAMETER, invalid_argument),
    ENTRY(WSA_INVALID_HANDLE, bad_file_descriptor),
    // Not of Winsock but of ReadFile and WriteFile, for standard input and output.
    ENTRY(ERROR_IO_DEVICE, io_error),
};
#undef ENTRY

} // namespace

std::span<const native_entry> native_table() noexcept {
    return table;
}

std::string system_words(int code) {
    return windows::system_message(static_cast<unsigned long>(code));
}

bool is_peer_gone(int code) noexcept {
    return code == WSAECONNRESET || code == WSAECONNABORTED || code == WSAENETRESET ||
           code == WSAESHUTDOWN;
}

bool is_in_progress(int code) noexcept {
    return code == WSAEWOULDBLOCK || code == WSAEINPROGRESS || code == WSAEALREADY;
}

bool is_client_lost(int code) noexcept {
    return code == WSAECONNABORTED || code == WSAECONNRESET;
}

} // namespace net::detail
