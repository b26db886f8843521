// Lesson 08: the two programs. There is nothing to link against here: the contract of a
// program is its command line, its streams, its exit status and what it does on the wire.
//
// server.cpp      usage: server [--port N] [--send-timeout SECONDS] [--help]
//
//   Listens on 127.0.0.1, on port 5000 or on N (0 to 65535; 0: the system chooses), and
//   prints "listening on 127.0.0.1:PORT" as its first line on standard output, at once.
//   Serves one client after another, as RFC 862 says: sends back every byte until the
//   client has finished sending, then closes the connection in order. One client's
//   trouble (a reset, an error) is told on standard error and ends that connection only.
//   A client that does not read for SECONDS (30 unless said; 1 to 3600) while bytes wait
//   for it is given up in the same way.
//   Ends by Ctrl-C, with status 130 and a word on standard error.
//
// client.cpp      usage: client [HOST] [--port N] [--help]
//
//   Connects to HOST (an IPv4 or IPv6 address in digits, 127.0.0.1 unless said), port
//   5000 or N (1 to 65535), sends what it reads from standard input and prints on
//   standard output what comes back, bytes unchanged, each as soon as it is there. At the
//   end of its input it finishes sending, prints what still comes, and ends with status 0
//   when the server has finished too. Any amount may be sent: it never waits for one
//   direction while the other is stuck. Text about the connection goes to standard error.
//
// Both: --help prints the usage on standard output and ends with 0. A wrong command line
// is told on standard error with the usage and ends with status 2. A network failure is
// told on standard error and ends with status 1: "cannot listen on 127.0.0.1:5000: ...",
// "cannot connect to 127.0.0.1:5000: ...", "connection lost: ...".
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tcp {

inline constexpr std::uint16_t default_port = 5000;

/// A decimal number from `least` to `most` and nothing else, or nothing.
[[nodiscard]] inline std::optional<std::uint16_t>
parse_number(std::string_view text, std::uint16_t least, std::uint16_t most) {
    std::uint16_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value < least || value > most)
        return std::nullopt;
    return value;
}

} // namespace tcp
