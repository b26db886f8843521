// From names to addresses.
#pragma once

#include <string>
#include <vector>

#include <net/address.hpp>
#include <net/result.hpp>

namespace net {

/// The category of net::getaddrinfo's errors: the EAI_* codes, which are a number
/// space of their own. EAI_SYSTEM never appears: the errno behind it does, in
/// net::native_category(). message() is safe to call from any thread.
[[nodiscard]] const std::error_category& name_category() noexcept;

/// The addresses that a host has, in the order in which they should be tried (RFC 6724),
/// each with port 0 and each once. A numeric text such as "127.0.0.1" needs no look-up.
/// "localhost" may give ::1 first: write 127.0.0.1 where IPv4 is meant.
///
/// BSD:     int getaddrinfo(const char *node, const char *service, hints, result);
/// Winsock: INT GetAddrInfoW(PCWSTR node, PCWSTR service, hints, result);
///
/// Blocks while a name is looked up, which may take seconds.
/// Errors: those of name_category(), or the system's own behind EAI_SYSTEM.
/// See getaddrinfo(3);
/// https://learn.microsoft.com/windows/win32/api/ws2tcpip/nf-ws2tcpip-getaddrinfow
[[nodiscard]] result<std::vector<socket_address>>
getaddrinfo(const std::string& host, address_family family = address_family::unspecified);

} // namespace net
