// What the lessons' main.cpp programs share: the command line, and a few words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "08-echo/echo.hpp" // tcp::parse_number

namespace look {

/// Prints a line and hands it to the system at once: somebody may be reading along, and
/// a line that waits in a buffer cannot be seen.
inline void say(std::string_view line) {
    std::cout << line << std::endl;
}

/// Says "cannot WHAT: why" on standard error. The exit status of a network failure.
[[nodiscard]] inline int fail(std::string_view what, std::error_code error) {
    std::cerr << "cannot " << what << ": " << error.message() << std::endl;
    return 1;
}

/// Waits for a line on standard input, or for its end.
inline void wait_for_enter() {
    std::string line;
    std::getline(std::cin, line);
}

/// An IPv4 address and a port in host byte order, as people write them: 127.0.0.1:5000.
[[nodiscard]] inline std::string words(const std::array<std::uint8_t, 16>& address,
                                       std::uint16_t port) {
    std::string text;
    for (std::size_t i = 0; i < 4; ++i)
        text += (i == 0 ? "" : ".") + std::to_string(address[i]);
    return text + ":" + std::to_string(port);
}

/// What the command line can say.
struct arguments {
    std::uint16_t port = 0;    ///< --port N
    std::uint16_t clients = 3; ///< --clients K, 1 or more
    bool any = false;          ///< --any
    bool ask = false;          ///< --ask
};

/// Says on standard error what is wrong and how it is right, and ends the program with
/// status 2.
[[noreturn]] inline void wrong_usage(std::string_view usage, std::string_view problem) {
    std::cerr << problem << '\n' << usage << std::endl;
    std::exit(2);
}

/// The number behind an option; ends the program where it is none.
[[nodiscard]] inline std::uint16_t number(std::string_view usage, std::string_view option,
                                          std::optional<std::string_view> text,
                                          std::uint16_t least) {
    const auto value = text ? tcp::parse_number(*text, least, 65535) : std::nullopt;
    if (!value)
        wrong_usage(usage, std::string(option) + " takes a number from " +
                               std::to_string(least) + " to 65535");
    return *value;
}

/// Reads the command line. `known` names the options that this program has. --help prints
/// `usage` on standard output and ends the program with status 0; anything unknown ends
/// it with status 2.
[[nodiscard]] inline arguments parse(int argc, char** argv, std::string_view usage,
                                     std::initializer_list<std::string_view> known = {}) {
    arguments found;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        if (option == "--help") {
            say(usage);
            std::exit(0);
        }
        bool is_known = false;
        for (const auto name : known)
            is_known = is_known || name == option;
        if (!is_known)
            wrong_usage(usage, "unknown argument: " + std::string(option));

        const auto next = [&]() -> std::optional<std::string_view> {
            return i + 1 < argc ? std::optional<std::string_view>(argv[++i])
                                : std::nullopt;
        };
        if (option == "--port")
            found.port = number(usage, option, next(), 0);
        else if (option == "--clients")
            found.clients = number(usage, option, next(), 1);
        else if (option == "--any")
            found.any = true;
        else if (option == "--ask")
            found.ask = true;
    }
    return found;
}

} // namespace look
