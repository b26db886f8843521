// The command line, for both programs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "echo.hpp"

// An option with a number behind it, and the range of that number.
struct number_option {
    std::uint16_t least;
    std::uint16_t most;
    std::uint16_t value;
};

struct command_line {
    std::map<std::string_view, number_option> numbers;
    std::size_t most_plain_words = 0;

    bool help = false;
    std::vector<std::string_view> plain_words;

    // Whether all of it could be understood.
    [[nodiscard]] bool read(int argc, char** argv);
};

// Says on standard error what is wrong and how it is right: exit status 2.
[[nodiscard]] int wrong_usage(std::string_view usage);

// Says it on standard output: exit status 0.
[[nodiscard]] int show_usage(std::string_view usage);

// Says on standard error what failed and why: exit status 1.
[[nodiscard]] int network_failure(const std::string& what, std::error_code why);
