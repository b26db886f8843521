// Grading in a test's own process, with the parts that this build has made.
#pragma once

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "commands/corpus.hpp"
#include "grading/formats.hpp"
#include "grading/judging.hpp"
#include "os/jail.hpp"
#include "text/files.hpp"

namespace grading_test {

namespace fs = std::filesystem;

/// The kit itself, with its solutions and submissions.
[[nodiscard]] const kit::project& project();
/// One workshop for all tests of this process.
[[nodiscard]] const kit::grading::workshop& shop();
[[nodiscard]] fs::path submissions(const std::string& kind);

/// Skips where no jail can be had: what is to be shown is that it holds.
class with_workshop : public testing::Test {
  protected:
    void SetUp() override;
};

/// A folder of its own, gone at the end of the process, in which a test lays files out.
[[nodiscard]] fs::path new_folder();

/// A hostile submission as a student hands it in: lessons/NN-name/ and its files.
[[nodiscard]] fs::path copied_as_submission(const std::string& name);

/// Grades a submission; `lessons`: numbers, "06 08".
[[nodiscard]] kit::grading::verdict
graded(const fs::path& path, const std::string& lessons, kit::grading::judging how = {});

} // namespace grading_test
