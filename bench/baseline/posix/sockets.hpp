// The names by which a server by hand calls this system, so that it is written once for
// all. Each function is the call and nothing else. windows/ has a file of this name, too.
#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace bench::baseline {

using handle = int;
using poll_item = pollfd;
using address_length = socklen_t;
inline constexpr handle no_handle = -1;
inline constexpr int backlog = 4096; // the system may take less

/// Before the first socket. A send to somebody who left is an error, and no signal.
inline bool start_sockets() {
    return std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;
}
inline long receive(handle from, char* buffer, std::size_t size) {
    return static_cast<long>(::recv(from, buffer, size, 0));
}
inline long send_some(handle to, const char* data, std::size_t size) {
    return static_cast<long>(::send(to, data, size, 0));
}
inline bool set_nonblocking(handle of) {
    const int flags = ::fcntl(of, F_GETFL);
    return flags >= 0 && ::fcntl(of, F_SETFL, flags | O_NONBLOCK) == 0;
}
inline bool set_no_delay(handle of) {
    const int on = 1;
    return ::setsockopt(of, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0;
}
/// Two pieces with one call.
inline long send_two(handle to, std::vector<char>& first, std::vector<char>& second) {
    std::array<iovec, 2> both{
        {{first.data(), first.size()}, {second.data(), second.size()}}};
    msghdr message{};
    message.msg_iov = both.data();
    message.msg_iovlen = both.size();
    return static_cast<long>(::sendmsg(to, &message, 0));
}
inline bool finish_sending(handle of) {
    return ::shutdown(of, SHUT_WR) == 0;
}
inline void close_handle(handle of) {
    ::close(of);
}
inline int wait_for(std::vector<poll_item>& items) {
    return ::poll(items.data(), static_cast<nfds_t>(items.size()), -1);
}

// Of the call that failed last:
/// It would have had to wait, or was broken off: to be called again later.
inline bool would_wait() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}
/// accept: that client left while it waited.
inline bool client_left() {
    return errno == ECONNABORTED;
}
inline std::string last_error() {
    return std::strerror(errno);
}

} // namespace bench::baseline
