// An earlier run, read back; and what is none.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "report/older.hpp"

namespace {

namespace fs = std::filesystem;
using bench::role;

/// Google Benchmark's JSON of a workload with one repetition, and of what it computed.
std::string json_of(const std::string& counters, const std::string& kind = "iteration",
                    const std::string& more = "") {
    return "{\"context\": {\"date\": \"D\", \"num_cpus\": 2, \"system\": \"S\"},\n"
           "\"benchmarks\": [{\"name\": \"n\", \"run_name\": "
           "\"round_trip/64/same_core/iterations:9/repeats:2/manual_time\", "
           "\"run_type\": \"" +
           kind + "\", \"label\": \"same core\", \"real_time\": 5.0" + more +
           (counters.empty() ? "" : ", ") + counters + "}]}";
}

const std::string good =
    "\"a, again|p50\": 11.0, \"a, again|ratio\": 1.1, \"a|p50\": 10.0, \"a|ratio\": 1.0, "
    "\"b|p50\": 12.0, \"b|p99.9\": 99.0, \"b|ratio\": 1.2";

std::string why_not(const std::string& text) {
    std::string why;
    return bench::older_run(text, why) ? "it was read" : why;
}

TEST(older_run, has_labels_names_ratios_and_roles) {
    std::string why;
    const auto of = bench::older_run(json_of(good), why);
    ASSERT_TRUE(of) << why;
    EXPECT_EQ(of->labels, (std::vector<std::pair<std::string, std::string>>{
                              {"date", "D"}, {"system", "S"}}));
    ASSERT_EQ(of->workloads.size(), 1u);
    const auto& one = of->workloads[0];
    EXPECT_EQ(one.name, "round_trip/64/same_core");
    EXPECT_EQ(one.placement, "same core");
    ASSERT_EQ(one.subjects.size(), 3u);
    EXPECT_EQ(one.subjects[0].name, "a");
    EXPECT_EQ(one.subjects[0].as, role::baseline);
    EXPECT_EQ(one.subjects[1].as, role::again);
    EXPECT_EQ(one.subjects[2].as, role::subject);
    EXPECT_EQ(one.subjects[2].ratios, std::vector<double>{1.2});
    EXPECT_EQ(one.subjects[2].medians, std::vector<double>{12});
}

TEST(older_run, leaves_out_what_was_computed_and_what_failed) {
    EXPECT_NE(why_not(json_of(good, "aggregate")).find("no figure"), std::string::npos);
    EXPECT_NE(why_not(json_of(good, "iteration", ", \"error_occurred\": true"))
                  .find("no figure"),
              std::string::npos);
}

TEST(older_run, of_another_program_is_refused) {
    EXPECT_EQ(why_not("{}"), "is JSON, but not of Google Benchmark");
    EXPECT_EQ(why_not("[]"), "is JSON, but not of Google Benchmark");
    EXPECT_EQ(why_not("{\"context\": 1, \"benchmarks\": []}"),
              "is JSON, but not of Google Benchmark");
    EXPECT_EQ(why_not("{\"context\": {}, \"benchmarks\": {}}"),
              "is JSON, but not of Google Benchmark");
    EXPECT_NE(why_not(json_of("")).find("another program's"), std::string::npos);
    EXPECT_NE(why_not("{\"context\": {}, \"benchmarks\": [1]}").find("no run_name"),
              std::string::npos);
}

TEST(older_run, with_a_figure_that_is_none_is_refused) {
    for (const char* value : {"\"1.0\"", "null", "true", "[1]", "0", "-1.0"})
        EXPECT_NE(why_not(json_of("\"a|ratio\": " + std::string(value)))
                      .find("is no number above 0"),
                  std::string::npos)
            << value;
}

TEST(older_run, that_is_broken_is_refused_with_the_line) {
    const std::string whole = json_of(good);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_TRUE(why_not(whole.substr(0, length)).starts_with("is broken: line "))
            << length;
}

TEST(older_file, that_is_not_there_or_a_folder_says_what_to_do) {
    const fs::path folder = fs::temp_directory_path();
    std::string why;
    EXPECT_FALSE(bench::older_file(folder / "first-byte-no-such.json", why));
    EXPECT_NE(why.find("does not exist."), std::string::npos);
    EXPECT_NE(why.find("--compare needs the results.json"), std::string::npos);
    EXPECT_FALSE(bench::older_file(folder, why));
    EXPECT_NE(why.find("is a folder."), std::string::npos);
}

} // namespace
