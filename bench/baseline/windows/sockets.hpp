// The names by which a server by hand calls this system, so that it is written once for
// all. Each function is the call and nothing else. posix/ has a file of this name, too.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <winsock2.h>
#include <ws2tcpip.h>

namespace bench::baseline {

using handle = SOCKET;
using poll_item = WSAPOLLFD;
using address_length = int;
inline constexpr handle no_handle = INVALID_SOCKET;
inline constexpr int backlog = SOMAXCONN; // as many as the system finds reasonable

/// Before the first socket.
inline bool start_sockets() {
    WSADATA data;
    return ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
}
inline long receive(handle from, char* buffer, std::size_t size) {
    return ::recv(from, buffer, static_cast<int>(size), 0);
}
inline long send_some(handle to, const char* data, std::size_t size) {
    return ::send(to, data, static_cast<int>(size), 0);
}
inline bool set_nonblocking(handle of) {
    u_long on = 1;
    return ::ioctlsocket(of, static_cast<long>(FIONBIO), &on) == 0;
}
inline bool set_no_delay(handle of) {
    const BOOL on = TRUE;
    return ::setsockopt(of, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on),
                        sizeof on) == 0;
}
/// Two pieces with one call.
inline long send_two(handle to, std::vector<char>& first, std::vector<char>& second) {
    std::array<WSABUF, 2> both{{{static_cast<ULONG>(first.size()), first.data()},
                                {static_cast<ULONG>(second.size()), second.data()}}};
    DWORD sent = 0;
    const int failed = ::WSASend(to, both.data(), static_cast<DWORD>(both.size()), &sent,
                                 0, nullptr, nullptr);
    return failed == 0 ? static_cast<long>(sent) : -1;
}
inline bool finish_sending(handle of) {
    return ::shutdown(of, SD_SEND) == 0;
}
inline void close_handle(handle of) {
    ::closesocket(of);
}
inline int wait_for(std::vector<poll_item>& items) {
    return ::WSAPoll(items.data(), static_cast<ULONG>(items.size()), -1);
}

// Of the call that failed last:
/// It would have had to wait: to be called again later.
inline bool would_wait() {
    return ::WSAGetLastError() == WSAEWOULDBLOCK;
}
/// accept: that client left while it waited.
inline bool client_left() {
    return ::WSAGetLastError() == WSAECONNRESET;
}
inline std::string last_error() {
    const int code = ::WSAGetLastError();
    char words[256];
    const DWORD size = ::FormatMessageA(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr,
        static_cast<DWORD>(code), 0, words, sizeof words, nullptr);
    std::string text(words, size);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text + " (error " + std::to_string(code) + ")";
}

} // namespace bench::baseline
