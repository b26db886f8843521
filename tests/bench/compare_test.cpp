// A run against an earlier one: what may be said, and what not.
#include <gtest/gtest.h>

#include "made_up.hpp"
#include "report/compare.hpp"

namespace {

using bench::verdict;
using bench_test::report_of;
using bench_test::workload;

const std::vector<double> calm{0.999, 1, 1.001};

bench::comparison of_ratios(std::vector<double> then, std::vector<double> now,
                            std::vector<double> again_then = calm,
                            std::vector<double> again_now = calm) {
    return compared(report_of(workload(std::move(again_then), std::move(then))),
                    report_of(workload(std::move(again_now), std::move(now))));
}

/// Of the one subject that is neither baseline nor A/A.
verdict said(const bench::comparison& of) {
    EXPECT_EQ(of.workloads.size(), 1u);
    EXPECT_EQ(of.workloads.at(0).subjects.size(), 2u);
    EXPECT_TRUE(of.workloads.at(0).subjects.at(0).again);
    return of.workloads.at(0).subjects.at(1).said;
}

std::string all_of(const std::vector<bench::line>& lines) {
    std::string text;
    for (const auto& each : lines)
        text += each.text + "\n";
    return text;
}

TEST(comparison, tells_slower_from_faster) {
    EXPECT_EQ(said(of_ratios({1.01, 1.02, 1.03}, {1.1, 1.11, 1.12})), verdict::slower);
    EXPECT_EQ(said(of_ratios({1.1, 1.11, 1.12}, {1.01, 1.02, 1.03})), verdict::faster);
}

TEST(comparison, is_of_ratios_and_not_of_times) {
    auto slow = workload(calm, {1.02, 1.02, 1.02});
    for (auto& each : slow.subjects)
        for (double& median : each.medians)
            median *= 3;
    EXPECT_EQ(
        said(compared(report_of(workload(calm, {1.02, 1.02, 1.02})), report_of(slow))),
        verdict::same);
}

TEST(comparison, sees_no_difference_where_repetitions_overlap) {
    EXPECT_EQ(said(of_ratios({1.01, 1.02, 1.05}, {1.05, 1.11, 1.12})), verdict::same);
    EXPECT_EQ(said(of_ratios({1.01, 1.02, 1.0499}, {1.05, 1.11, 1.12})), verdict::slower);
    EXPECT_EQ(said(of_ratios({1.05, 1.11, 1.12}, {1.01, 1.02, 1.05})), verdict::same);
}

TEST(comparison, sees_no_difference_within_what_the_same_code_moves) {
    const std::vector<double> then{1.0, 1.0, 1.0}, now{1.03, 1.03, 1.03};
    EXPECT_EQ(said(of_ratios(then, now, {0.969, 1, 1}, calm)), verdict::same);
    EXPECT_EQ(said(of_ratios(then, now, calm, {1, 1, 1.031})), verdict::same);
    EXPECT_EQ(said(of_ratios(then, now, {0.971, 1, 1}, {1, 1, 1.029})), verdict::slower);
}

TEST(comparison, asks_more_of_what_is_unlike_the_baseline) {
    EXPECT_EQ(said(of_ratios({0.1, 0.1, 0.1}, {0.14, 0.14, 0.14})), verdict::same);
    EXPECT_EQ(said(of_ratios({0.1, 0.1, 0.1}, {0.16, 0.16, 0.16})), verdict::slower);
    EXPECT_EQ(said(of_ratios({20, 20, 20}, {25, 25, 25})), verdict::same);
    EXPECT_EQ(said(of_ratios({1.9, 1.9, 1.9}, {1.7, 1.7, 1.7})), verdict::faster);
}

TEST(comparison, has_no_verdict_where_the_same_code_strays_in_one_of_the_runs) {
    const std::vector<double> strays{1.006, 1.006, 1.006};
    const auto then = of_ratios({1, 1, 1}, {2, 2, 2}, strays, calm);
    EXPECT_EQ(said(then), verdict::no_verdict);
    EXPECT_NE(then.workloads[0].no_verdict.find("then the same code strayed by 0.60%"),
              std::string::npos);
    const auto now = of_ratios({1, 1, 1}, {2, 2, 2}, calm, strays);
    EXPECT_EQ(said(now), verdict::no_verdict);
    EXPECT_NE(now.workloads[0].no_verdict.find("now the same code strayed by 0.60%"),
              std::string::npos);
}

TEST(comparison, verdict_of_one_row_minds_the_same_code_too) {
    const bench::compared_subject row{"", false, {1, 1, 1}, {2, 2, 2}};
    const auto good = workload(calm, {1}), strays = workload({1.006, 1.006}, {1});
    EXPECT_EQ(compared_verdict(good, good, row), verdict::slower);
    EXPECT_EQ(compared_verdict(good, strays, row), verdict::no_verdict);
    EXPECT_EQ(compared_verdict(strays, good, row), verdict::no_verdict);
}

TEST(comparison, has_no_verdict_without_an_earlier_row_of_the_same_code) {
    auto then = workload(calm, {1, 1, 1});
    then.subjects.erase(then.subjects.begin() + 1);
    const auto of = compared(report_of(then), report_of(workload(calm, {2, 2, 2})));
    ASSERT_EQ(of.workloads.size(), 1u);
    EXPECT_EQ(of.workloads[0].no_verdict, "No verdict: there was no A/A row then.");
    for (const auto& each : of.workloads[0].subjects)
        EXPECT_EQ(each.said, verdict::no_verdict);
}

TEST(comparison, has_no_verdict_and_says_so_where_a_label_differs) {
    const auto now = report_of(workload(calm, {2, 2, 2}));
    for (const char* name : {"processor", "processors", "system", "compiler", "build",
                             "run", "no-delay", "congestion control"}) {
        auto then = report_of(workload(calm, {1, 1, 1}));
        for (auto& [own, value] : then.labels)
            if (own == name)
                value = "other";
        const auto of = compared(then, now);
        EXPECT_EQ(said(of), verdict::no_verdict) << name;
        ASSERT_EQ(of.warnings.size(), 1u) << name;
        EXPECT_TRUE(of.warnings[0].starts_with("No verdict: \"" + std::string(name) +
                                               "\" was other, now it is "));
        EXPECT_NE(all_of(table(of)).find("! No verdict: \"" + std::string(name)),
                  std::string::npos);
    }
}

TEST(comparison, does_not_mind_another_date) {
    auto then = report_of(workload(calm, {1, 1, 1}));
    then.labels[0].second = "long ago";
    const auto of = compared(then, report_of(workload(calm, {2, 2, 2})));
    EXPECT_EQ(said(of), verdict::slower);
    EXPECT_EQ(of.then, "long ago");
}

TEST(comparison, has_no_verdict_where_the_placement_differs) {
    auto then = workload(calm, {1, 1, 1});
    then.placement = "unpinned";
    const auto of = compared(report_of(then), report_of(workload(calm, {2, 2, 2})));
    EXPECT_EQ(said(of), verdict::no_verdict);
    EXPECT_EQ(of.workloads[0].no_verdict,
              "No verdict: the placement was unpinned, now it is same core.");
}

TEST(comparison, lists_what_only_one_of_the_runs_has) {
    auto then = workload(calm, {1, 1, 1}), now = then;
    then.subjects.push_back(bench_test::subject("gone", bench::role::peer, {1, 1}));
    now.subjects.push_back(bench_test::subject("new", bench::role::peer, {1, 1}));
    auto before = report_of(then), after = report_of(now);
    before.workloads.push_back(workload(calm, {1}));
    before.workloads.back().name = "old";
    after.workloads.push_back(workload(calm, {1}));
    after.workloads.back().name = "fresh";
    const auto of = compared(before, after);
    EXPECT_EQ(of.only_then,
              (std::vector<std::string>{"round_trip/64/same_core: gone", "old"}));
    EXPECT_EQ(of.only_now,
              (std::vector<std::string>{"round_trip/64/same_core: new", "fresh"}));
}

TEST(comparison, is_a_table_no_wider_than_80_columns) {
    auto huge = bench_test::nasty_report();
    huge.workloads[0].subjects[2].ratios = {1e-300, 12345678.9, 1e300};
    for (const auto& each : table(compared(huge, huge)))
        EXPECT_LE(bench::width_of(each.text), bench::columns) << each.text;
}

} // namespace
