// One run of a test binary: what it reported, what the student's code printed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "os/process.hpp"
#include "project.hpp"
#include "time_limits.hpp"

namespace kit {

struct test_result {
    enum class mark { passed, failed, skipped };
    std::string sentence;
    mark how = mark::failed;
    bool starved = false; ///< failed late, and had little of the processor: ask again
    bool killed = false;  ///< a program that it started was, perhaps from outside
    std::string reason;   ///< skipped: why
    std::vector<std::string> text; ///< failed: the whole failure, formatted
};

struct test_run {
    std::vector<test_result> tests; ///< in the order in which they ran
    std::size_t not_run = 0;        ///< planned, and never begun: the program ended early
    /// The control, which every honest answer fails. It has not run where the program
    /// came to its end: it was taken off.
    enum class word { none, asked, failed, passed } control = word::none;
    bool ended = false; ///< it reported its end
    std::optional<unsigned long>
        order;                     ///< the seed that it used; 0: the tests' own order
    std::string printed;           ///< what the student's code printed, its beginning
    std::uint64_t printed_cut = 0; ///< how many bytes more there were
    /// Why nothing is known of the code: the test program could not be started, was ended
    /// by others, had no room to write. Empty: it has judged.
    std::string broken;

    [[nodiscard]] std::size_t count(test_result::mark how) const;
    /// Every planned test has run, none failed, and the program ended well.
    [[nodiscard]] bool good() const;
};

struct run_settings {
    std::chrono::milliseconds limit_each = grader::limit_for_students; ///< for one test
    bool to_first_failure = false; ///< the tests after it do not run
    fs::path programs; ///< the folder of the programs to judge; empty: none are
};

/// Runs a test binary for a lesson and reads its report.
[[nodiscard]] test_run run_tests(const project& where, const lesson& which,
                                 const fs::path& binary, const run_settings& settings);

/// Reads the text of a report; `title` is the lesson's. Exposed for its own tests.
[[nodiscard]] test_run read_report(const std::string& text, const std::string& title,
                                   const grader::os::exit_status& end);

} // namespace kit
