// The command line of a server that is measured. Standard C++ only, so that what stands
// on nothing but the system's calls can use it, too.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace bench::baseline {

struct command_line {
    std::uint16_t port = 0;    ///< --port N; 0: the system chooses
    bool v6 = false;           ///< --v6: on ::1 instead of 127.0.0.1
    bool spin = false;         ///< --spin: wait in a loop that never sleeps
    std::size_t whole = 0;     ///< --whole BYTES: answer when so many have come
    bool short_answer = false; ///< --short: and with one byte
    unsigned stall = 0;        ///< --stall MS: do nothing for so long,
    unsigned every = 500;      ///< --every MS: so often
};

/// What the command line asks for. Where it is wrong: a word on standard error, and the
/// program ends with status 2.
inline command_line read_command_line(int argc, char** argv) {
    command_line wanted;
    const auto wrong = [](std::string_view word, std::string_view what) {
        std::cerr << word << what
                  << "\noptions: --port N, --v6, --spin, --whole BYTES, --short, "
                     "--stall MS, --every MS\n";
        std::exit(2);
    };
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const auto number = [&](auto& into) {
            const std::string_view text = i + 1 < argc ? argv[i + 1] : "";
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), into);
            if (error != std::errc() || end != text.data() + text.size())
                wrong(word, " needs a number behind it");
            ++i;
        };
        if (word == "--port")
            number(wanted.port);
        else if (word == "--whole")
            number(wanted.whole);
        else if (word == "--stall")
            number(wanted.stall);
        else if (word == "--every")
            number(wanted.every);
        else if (word == "--v6")
            wanted.v6 = true;
        else if (word == "--spin")
            wanted.spin = true;
        else if (word == "--short")
            wanted.short_answer = true;
        else
            wrong(word, ": there is no such option");
    }
    return wanted;
}

} // namespace bench::baseline
