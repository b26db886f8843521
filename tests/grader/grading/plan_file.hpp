// grading/plan.txt, which the build writes (tests/support/grading.cmake).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../text/files.hpp"
#include "workshop.hpp"

namespace kit::grading {

class plan_file {
  public:
    explicit plan_file(std::string text);
    /// The values of a key, in order; without the empty ones.
    [[nodiscard]] std::vector<std::string> all(const std::string& key) const;
    [[nodiscard]] bool has(const std::string& key) const { return !all(key).empty(); }
    /// The plan's text and the digests of `files` and of each file that it names. Empty:
    /// there are none to be had.
    [[nodiscard]] std::string identity(std::vector<fs::path> files) const;

  private:
    std::string text_;
    std::vector<std::pair<std::string, std::string>> lines_;
};

/// Nothing: it cannot be read, or is not whole.
[[nodiscard]] std::optional<plan_file> read_plan_file(const fs::path& path);

/// Reads what --gtest_list_tests prints.
[[nodiscard]] std::vector<expected_test> listed_tests(const std::string& output);

} // namespace kit::grading
