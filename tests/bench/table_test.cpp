// What a terminal shows: never wider than 80 columns, nothing that is a command to it.
#include <cstdint>

#include <gtest/gtest.h>

#include "made_up.hpp"
#include "report/figures.hpp"
#include "report/table.hpp"

namespace {

using bench::kind;

void expect_harmless(const std::vector<bench::line>& lines) {
    for (const auto& each : lines) {
        EXPECT_LE(bench::width_of(each.text), bench::columns) << each.text;
        EXPECT_EQ(bench::clean(each.text), each.text);
    }
}

std::string all_of(const std::vector<bench::line>& lines) {
    std::string text;
    for (const auto& each : lines)
        text += each.text + "\n";
    return text;
}

TEST(table, is_no_wider_than_80_columns_whatever_the_names) {
    for (const kind what : {kind::round_trip, kind::connect, kind::stream, kind::nagle,
                            kind::connections, kind::idle, kind::open_loop}) {
        auto of = bench_test::nasty_report();
        for (auto& each : of.workloads) {
            each.what = what;
            each.subjects[2].ratios = {1e-9, 12345.678, 1e300};
            each.subjects[2].medians = {1e-9, 1e18};
            each.subjects[2].times.record(INT64_MAX);
        }
        expect_harmless(table(of, {true}));
        expect_harmless(table(of, {false}));
        expect_harmless(histogram_lines(of.workloads[0], {true}));
    }
}

TEST(table, says_first_and_last_that_the_run_was_interrupted) {
    auto of = bench_test::report_of(bench_test::workload({1, 1}, {1, 1}));
    EXPECT_EQ(all_of(table(of)).find("Interrupted"), std::string::npos);
    of.interrupted = true;
    const auto lines = table(of);
    EXPECT_EQ(lines.front().text,
              "! Interrupted: what had been measured by then is here.");
    EXPECT_EQ(lines.back().text, lines.front().text);
}

TEST(table, says_that_the_build_was_one_for_debugging) {
    auto of = bench_test::report_of(bench_test::workload({1, 1}, {1, 1}));
    of.unoptimized = true;
    EXPECT_TRUE(table(of).front().text.starts_with("! This is a build without optim"));
}

TEST(table, has_the_row_of_the_same_code_and_says_when_it_strays) {
    auto of = bench_test::workload({1, 1, 1}, {1.1, 1.1, 1.1});
    EXPECT_NE(all_of(table(of)).find("1.000 (1.000-1.000) A/A"), std::string::npos);
    EXPECT_NE(all_of(table(of)).find("1.100 (1.100-1.100) slower"), std::string::npos);
    of.subjects[1].ratios = {1.02, 1.02, 1.02};
    EXPECT_NE(all_of(table(of)).find("strays from itself by 2.00%"), std::string::npos);
    EXPECT_EQ(all_of(table(of)).find("slower"), std::string::npos);
}

TEST(ratio, takes_at_most_19_characters) {
    for (const double most : {1e-300, 0.1, 1.0, 9.9994, 9.9996, 99.96, 12345.0, 99999.6,
                              123456.0, 1e9, 1e300})
        EXPECT_LE(bench::ratio_text({most, most, most}).size(), 19u) << most;
    EXPECT_EQ(bench::ratio_text({1.008, 1.013, 1.017}), "1.013 (1.008-1.017)");
    EXPECT_EQ(bench::ratio_text({26.8, 27.3, 27.9}), "27.3 (26.8-27.9)");
}

TEST(cut, marks_what_is_missing_and_never_cuts_a_character) {
    EXPECT_EQ(bench::cut("short", 5), "short");
    EXPECT_EQ(bench::cut("longer", 5), "long~");
    EXPECT_EQ(bench::cut("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "\xC3\xA9~");
    EXPECT_EQ(bench::cut("a\x1b[1m", 9), "a?[1m");
}

} // namespace
