// The socket calls, under their BSD names. Each does what the call of the same
// name does, on every system, and the differences between systems end here.
//
// Every function may be called from any thread. A handle is a plain number: who
// holds it must close it once.
#pragma once

#include <cstddef>

#include <net/address.hpp>
#include <net/handle.hpp>
#include <net/result.hpp>

/// BSD sockets and Winsock under one set of names. Each function does what the BSD call
/// of the same name does, on every system; what differs ends inside. Errors are values:
/// net::result holds what was asked for, or a std::error_code.
///
/// A function lists the errors that tell its caller something about the program or the
/// peer, by their names in std::errc. Besides them any call on a handle can report
/// bad_file_descriptor (POSIX) or not_a_socket, where the handle names no open socket,
/// and any call can find the system short of memory: no_buffer_space, not_enough_memory.
namespace net {

/// BSD: SOCK_STREAM (TCP), SOCK_DGRAM (UDP).
enum class socket_type { stream, datagram };

/// Which direction to shut down. BSD: SHUT_RD, SHUT_WR, SHUT_RDWR.
/// Winsock: SD_RECEIVE, SD_SEND, SD_BOTH.
enum class shutdown_how { receive, send, both };

/// Creates a socket: the caller owns the handle and closes it with net::close.
///
/// BSD:     int    socket(int domain, int type, int protocol);
/// Winsock: SOCKET WSASocketW(int af, int type, int protocol, ..., DWORD flags);
///
/// Does not block. The handle is not inherited by child processes, a write to a
/// gone peer reports an error and raises no signal, and on Windows WSAStartup has
/// been called and the port will be the socket's own (SO_EXCLUSIVEADDRUSE).
/// Errors: too_many_files_open, too_many_files_open_in_system (POSIX),
/// address_family_not_supported, network_down (Windows: Winsock does not start).
/// See socket(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-wsasocketw
[[nodiscard]] result<native_handle> socket(address_family family,
                                           socket_type type = socket_type::stream);

/// Gives the socket its local address. Port 0 lets the system choose a free one;
/// net::getsockname tells which.
///
/// BSD:     int bind(int fd, const struct sockaddr *addr, socklen_t length);
/// Winsock: int bind(SOCKET s, const sockaddr *name, int length);
///
/// Does not block. Errors: address_in_use (somebody has the port),
/// address_not_available (not an address of this machine), permission_denied (a
/// reserved port; on Windows also one that another socket has on the wildcard),
/// invalid_argument (bound already), address_family_not_supported.
/// See bind(2); https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-bind
[[nodiscard]] result<void> bind(native_handle socket, const socket_address& local);

/// Makes a bound socket a listening one: the system completes handshakes for it and
/// queues up to about `backlog` (1 or more; the system may take less) connections.
///
/// BSD:     int listen(int fd, int backlog);
/// Winsock: int listen(SOCKET s, int backlog);
///
/// Does not block. Errors: address_in_use, operation_not_supported (a datagram socket),
/// invalid_argument (a connected socket; on Windows one that is not bound),
/// already_connected (Windows).
/// See listen(2); RFC 9293 section 3.10.1;
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-listen
[[nodiscard]] result<void> listen(native_handle socket, int backlog);

/// Takes the next connection from a listening socket's queue: a new socket, owned by
/// the caller. The listening socket goes on listening. `peer`, where it is not null,
/// receives the address of the other side. The new socket is blocking, whatever the
/// listening one is, and is not inherited by child processes.
///
/// BSD:     int    accept4(int fd, struct sockaddr *addr, socklen_t *length, int flags);
/// Winsock: SOCKET accept(SOCKET s, sockaddr *addr, int *length);
///
/// Blocks until there is a connection, unless the listening socket is non-blocking.
/// Errors: condition::client_lost (the connection of the client whose turn it was has
/// failed, and it is out of the queue: accept again), too_many_files_open (the connection
/// stays queued), condition::would_block, invalid_argument (the socket does not listen).
/// See accept(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-accept
[[nodiscard]] result<native_handle> accept(native_handle listening,
                                           socket_address* peer = nullptr);

/// Connects to a remote address: TCP's three-way handshake.
///
/// BSD:     int connect(int fd, const struct sockaddr *addr, socklen_t length);
/// Winsock: int connect(SOCKET s, const sockaddr *name, int length);
///
/// Blocks until the connection stands or has failed, which may take minutes. A signal
/// does not break it off. On a non-blocking socket it begins and reports
/// condition::in_progress; poll for writable, then ask option::pending_error. After a
/// failure the socket is of no further use (POSIX leaves its state unspecified): close
/// it. Errors: connection_refused (nobody listens there), timed_out, network_unreachable,
/// host_unreachable, already_connected, address_family_not_supported,
/// address_not_available (no local port is free; on Windows also a wildcard address),
/// permission_denied (a firewall of this machine).
/// See connect(2); RFC 9293 section 3.5;
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-connect
[[nodiscard]] result<void> connect(native_handle socket, const socket_address& remote);

/// Hands bytes to the system for sending and returns how many it took: at least 1 and
/// at most `size` (0 only where `size` is 0). Fewer than asked is no error. Success
/// means that the local system has the bytes, not that the peer has.
///
/// BSD:     ssize_t send(int fd, const void *data, size_t size, int flags);
/// Winsock: int     send(SOCKET s, const char *data, int size, int flags);
///
/// Blocks while the send buffer is full, unless the socket is non-blocking. A Windows
/// blocking send takes all it is given; a POSIX one may take less. One call takes at
/// most INT_MAX bytes. Never raises SIGPIPE.
/// Errors: condition::peer_gone (also after shutdown_how::send), condition::would_block,
/// condition::timed_out (option::send_timeout passed, or TCP gave up), not_connected
/// (never connected; Linux says broken_pipe), message_size (too long for a datagram).
/// See send(2); RFC 9293 section 3.9.1;
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-send
[[nodiscard]] result<std::size_t> send(native_handle socket, const void* data,
                                       std::size_t size);

/// Receives bytes that have arrived, at most `size`, and returns how many. TCP is a
/// stream: the number has no relation to the sizes that were sent. 0 is the end of
/// the stream: the peer has finished sending (or this side shut down receiving). Ask
/// for 1 byte or more: the 0 that answers a `size` of 0 means nothing.
///
/// BSD:     ssize_t recv(int fd, void *buffer, size_t size, int flags);
/// Winsock: int     recv(SOCKET s, char *buffer, int size, int flags);
///
/// Blocks until at least one byte or the end is there, unless the socket is
/// non-blocking. Only the first `result` bytes of the buffer are written.
/// Errors: condition::peer_gone, condition::would_block, condition::timed_out
/// (option::receive_timeout passed, or TCP gave up), not_connected.
/// See recv(2); RFC 9293 section 3.9.1;
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-recv
[[nodiscard]] result<std::size_t> recv(native_handle socket, void* buffer,
                                       std::size_t size);

/// Ends one direction of a connection, or both. After shutdown_how::send the peer
/// reads what was sent and then the end of the stream (a FIN); receiving goes on. After
/// shutdown_how::receive the peer is told nothing: what still comes is delivered on
/// Linux, and resets the connection on Windows. The handle stays open.
///
/// BSD:     int shutdown(int fd, int how);
/// Winsock: int shutdown(SOCKET s, int how);
///
/// Does not block. Errors: not_connected (never, or no longer), condition::peer_gone
/// (Windows: the connection was reset). In a teardown neither is a failure.
/// See shutdown(2); RFC 9293 section 3.6;
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-shutdown
[[nodiscard]] result<void> shutdown(native_handle socket, shutdown_how how);

/// Gives the handle back to the system. It is gone after the call, whatever the call
/// returned: never close it again, the number may already name another socket.
///
/// BSD:     int close(int fd);
/// Winsock: int closesocket(SOCKET s);
///
/// Bytes that were sent are still delivered in the background. Bytes that arrived and
/// were not received make the system reset the connection (RFC 2525 section 2.17).
/// Blocks only where option::linger is above 0. No other call on the socket may be
/// under way. Errors: bad_file_descriptor (Windows: not_a_socket), io_error.
/// See close(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-closesocket
[[nodiscard]] result<void> close(native_handle socket);

/// The socket's own address: what bind gave it, or the system chose.
/// BSD and Winsock: getsockname. Does not block.
/// Errors: on Windows invalid_argument before bind or connect. See getsockname(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-getsockname
[[nodiscard]] result<socket_address> getsockname(native_handle socket);

/// The address of the other side of a connection.
/// BSD and Winsock: getpeername. Does not block. Errors: not_connected (never, or no
/// longer), invalid_argument (POSIX allows it after a shutdown). See getpeername(2);
/// https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-getpeername
[[nodiscard]] result<socket_address> getpeername(native_handle socket);

} // namespace net
