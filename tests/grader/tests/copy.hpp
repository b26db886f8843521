// A copy of the project for a test to spoil, and kit running in it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "os/process.hpp"
#include "text/files.hpp"

namespace kit_test {

namespace fs = std::filesystem;
namespace os = grader::os;

/// What a call of kit wrote and how it ended.
struct answer {
    std::string out, error;
    long long status = -1;
    std::chrono::milliseconds took{};
};

struct call_settings {
    std::string input;
    std::vector<std::pair<std::string, std::string>> environment;
};

/// Every test begins with the project as it is and no progress; only what is built stays.
class copy : public testing::Test {
  protected:
    copy();

    [[nodiscard]] static const fs::path& root();
    [[nodiscard]] static answer kit(const std::vector<std::string>& arguments,
                                    const call_settings& settings = {});
    /// Starts a program in the copy, told to be its kit.
    [[nodiscard]] static os::child start(const fs::path& program,
                                         const std::vector<std::string>& arguments,
                                         const call_settings& settings = {});
    /// Waits for what start() started.
    [[nodiscard]] static answer finish(os::child& child, const std::string& input = {});

    /// Why no program here gets a terminal of its own, by script(1); empty: it does.
    [[nodiscard]] static const std::string& why_no_terminal();
    /// A command of the shell in such a terminal; what it prints is all in `out`.
    [[nodiscard]] static answer
    on_terminal(const std::string& command, const std::string& input,
                std::vector<std::pair<std::string, std::string>> environment);

    /// Lesson 01's file, the student's, as the reference with some words replaced.
    static void write_answer(std::string_view old_words = {},
                             std::string_view new_words = {});
    static void write(const std::string& path, std::string_view text);
    [[nodiscard]] static std::string read(const std::string& path);
};

/// Fails the test where a line is wider than a terminal.
void expect_at_most_80_columns(const std::string& text);

/// Where the line of a terminal ended makes no difference.
testing::AssertionResult has(const std::string& text, std::string_view part);

} // namespace kit_test
