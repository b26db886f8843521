#include "startup.hpp"

#include <winsock2.h>

#include <net/error.hpp>

namespace net::windows {
namespace {

int begin() noexcept {
    WSADATA data{};
    return WSAStartup(MAKEWORD(2, 2), &data);
}

} // namespace

std::error_code start() noexcept {
    // A static of a function is made when it is first reached, by one thread only: so a
    // socket in the constructor of a global object finds Winsock ready, too. WSACleanup
    // is never called: a destructor that runs at the end of the process may still hold a
    // socket, and the system cleans up after a process anyway.
    static const int failure = begin();
    return failure == 0 ? std::error_code{} : native_error(failure);
}

std::error_code last_error() noexcept {
    const int code = WSAGetLastError();
    // Before WSAStartup no socket exists, so whatever handle was given is not one.
    return native_error(code == WSANOTINITIALISED ? WSAENOTSOCK : code);
}

} // namespace net::windows
