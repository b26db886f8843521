// The program itself: what it does when somebody stops it, or calls it wrongly.
#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "os/process.hpp"
#include "report/older.hpp"
#include "text/files.hpp"

namespace {

namespace fs = std::filesystem;
namespace os = grader::os;
using namespace std::chrono_literals;

class program : public ::testing::Test {
  protected:
    program()
        : folder_(fs::temp_directory_path() /
                  ("first-byte-program-" + std::to_string(os::own_id()))) {}
    ~program() override {
        std::error_code error;
        fs::remove_all(folder_, error);
    }

    os::child start(std::vector<std::string> words) {
        words.insert(words.end(), {"--out", folder_.string()});
        os::spawn_options options;
        options.error = os::stream::pipe;
        return os::child::spawn(BENCH_PROGRAM, words, options);
    }

    fs::path folder_;
};

TEST_F(program, that_is_interrupted_leaves_a_report_of_what_was_measured) {
    auto latency = start({"--quick", "--only", "round_trip"});
    ASSERT_TRUE(latency.started()) << latency.why_not();
    ASSERT_TRUE(latency.read_line(os::in(20s), os::source::error));
    // Some repetitions of the first workload are good, and some are still to come.
    ASSERT_FALSE(latency.wait(os::in(700ms)).ended());
    if (!latency.interrupt())
        GTEST_SKIP() << "this system cannot ask a program to stop";
    const auto said = latency.read_until_end(os::in(20s));
    const auto complaints =
        latency.read_until_end(os::in(5s), 1u << 16, os::source::error);
    EXPECT_TRUE(latency.wait(os::in(5s)).exited_with(130))
        << in_words(latency.wait(os::in(1s))) << "\n"
        << complaints.text;
    EXPECT_NE(said.text.find("! Interrupted"), std::string::npos);
    const auto page = kit::read_file(folder_ / "report.html");
    ASSERT_TRUE(page);
    EXPECT_NE(page->find("(interrupted)</title>"), std::string::npos);
}

TEST_F(program, writes_what_it_can_compare_with) {
    auto latency = start({"--smoke", "--only", "floors"});
    ASSERT_TRUE(latency.started()) << latency.why_not();
    (void)latency.read_until_end(os::in(60s));
    ASSERT_TRUE(latency.wait(os::in(5s)).exited_with(0));
    std::string why;
    const auto of = bench::older_file(folder_ / "results.json", why);
    ASSERT_TRUE(of) << why;
    ASSERT_FALSE(of->workloads.empty());
    for (const auto& each : of->workloads) {
        EXPECT_FALSE(each.placement.empty()) << each.name;
        EXPECT_EQ(each.subjects.at(0).as, bench::role::baseline) << each.name;
    }
}

TEST_F(program, measures_nothing_when_it_cannot_compare) {
    auto latency = start({"--compare", (folder_ / "missing.json").string()});
    ASSERT_TRUE(latency.started()) << latency.why_not();
    const auto said = latency.read_until_end(os::in(20s), 1u << 16, os::source::error);
    EXPECT_TRUE(latency.wait(os::in(5s)).exited_with(2));
    EXPECT_NE(said.text.find("missing.json does not exist."), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_));
}

} // namespace
