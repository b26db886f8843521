#include <cerrno>
#include <cstring>

#include "../src/error_table.hpp"

namespace net::detail {
namespace {

using e = std::errc;

constexpr native_entry table[] = {
    {EACCES, "EACCES", e::permission_denied},
    {EPERM, "EPERM", e::permission_denied},
    {EADDRINUSE, "EADDRINUSE", e::address_in_use},
    {EADDRNOTAVAIL, "EADDRNOTAVAIL", e::address_not_available},
    {EAFNOSUPPORT, "EAFNOSUPPORT", e::address_family_not_supported},
    {EAGAIN, "EAGAIN", e::operation_would_block},
#if EWOULDBLOCK != EAGAIN
    {EWOULDBLOCK, "EWOULDBLOCK", e::operation_would_block},
#endif
    {EALREADY, "EALREADY", e::connection_already_in_progress},
    {EBADF, "EBADF", e::bad_file_descriptor},
    {ECONNABORTED, "ECONNABORTED", e::connection_aborted},
    {ECONNREFUSED, "ECONNREFUSED", e::connection_refused},
    {ECONNRESET, "ECONNRESET", e::connection_reset},
    {EDESTADDRREQ, "EDESTADDRREQ", e::destination_address_required},
    {EFAULT, "EFAULT", e::bad_address},
    {EHOSTUNREACH, "EHOSTUNREACH", e::host_unreachable},
#if defined(EHOSTDOWN) // macOS and the BSDs: a neighbour that does not answer
    {EHOSTDOWN, "EHOSTDOWN", e::host_unreachable},
#endif
    {EINPROGRESS, "EINPROGRESS", e::operation_in_progress},
    {EINTR, "EINTR", e::interrupted},
    {EINVAL, "EINVAL", e::invalid_argument},
    {EIO, "EIO", e::io_error},
    {EISCONN, "EISCONN", e::already_connected},
    {EMFILE, "EMFILE", e::too_many_files_open},
    {ENFILE, "ENFILE", e::too_many_files_open_in_system},
    {EMSGSIZE, "EMSGSIZE", e::message_size},
    {ENETDOWN, "ENETDOWN", e::network_down},
    {ENETRESET, "ENETRESET", e::network_reset},
    {ENETUNREACH, "ENETUNREACH", e::network_unreachable},
#if defined(ENONET) // Linux: the machine is not on the network
    {ENONET, "ENONET", e::network_unreachable},
#endif
    {ENOBUFS, "ENOBUFS", e::no_buffer_space},
    {ENOMEM, "ENOMEM", e::not_enough_memory},
    {ENOPROTOOPT, "ENOPROTOOPT", e::no_protocol_option},
    {ENOTCONN, "ENOTCONN", e::not_connected},
    {ENOTSOCK, "ENOTSOCK", e::not_a_socket},
    {EOPNOTSUPP, "EOPNOTSUPP", e::operation_not_supported},
    {EPIPE, "EPIPE", e::broken_pipe},
    {EPROTO, "EPROTO", e::protocol_error},
    {EPROTONOSUPPORT, "EPROTONOSUPPORT", e::protocol_not_supported},
    {EPROTOTYPE, "EPROTOTYPE", e::wrong_protocol_type},
    {ETIMEDOUT, "ETIMEDOUT", e::timed_out},
};

} // namespace

std::span<const native_entry> native_table() noexcept {
    return table;
}

std::string system_words(int code) {
    return std::error_code(code, std::generic_category()).message();
}

bool is_peer_gone(int code) noexcept {
    // macOS answers EPROTOTYPE to a send that races with the peer's close.
    return code == EPIPE || code == ECONNRESET || code == ECONNABORTED ||
           code == EPROTOTYPE;
}

bool is_in_progress(int code) noexcept {
    return code == EINPROGRESS || code == EALREADY;
}

bool is_client_lost(int code) noexcept {
    if (code == ECONNABORTED)
        return true;
#if defined(__linux__)
    // Linux hands on what is pending on the new connection: accept(2), "Error handling".
    // EPERM is a firewall's word about that one client.
    for (const int one : {ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH,
                          EOPNOTSUPP, ENETUNREACH, EPERM})
        if (code == one)
            return true;
#endif
    return false;
}

} // namespace net::detail
