// When a ratio says something, and when not.
#include <limits>

#include <gtest/gtest.h>

#include "harness/spread.hpp"
#include "made_up.hpp"
#include "report/goals.hpp"

namespace {

using bench::verdict;
using bench_test::workload;

verdict said(std::vector<double> again, std::vector<double> ratios) {
    const auto of = workload(std::move(again), std::move(ratios));
    return verdict_of(of, of.subjects[2]);
}

TEST(verdict, is_slower_or_faster_when_every_repetition_says_so) {
    EXPECT_EQ(said({1, 1, 1}, {1.02, 1.03, 1.04}), verdict::slower);
    EXPECT_EQ(said({1, 1, 1}, {0.98, 0.97, 0.96}), verdict::faster);
}

TEST(verdict, is_same_when_repetitions_fall_on_both_sides_of_1) {
    EXPECT_EQ(said({1, 1, 1}, {0.99, 1.03, 1.04}), verdict::same);
    EXPECT_EQ(said({1, 1, 1}, {1.0, 1.03, 1.04}), verdict::same);
    EXPECT_EQ(said({1, 1, 1}, {0.9, 0.9, 1.0}), verdict::same);
}

TEST(verdict, is_same_within_the_furthest_repetition_of_the_same_code) {
    EXPECT_EQ(said({0.969, 1, 1.01}, {1.02, 1.03, 1.04}), verdict::same);
    EXPECT_EQ(said({0.971, 1, 1.01}, {1.02, 1.03, 1.04}), verdict::slower);
    EXPECT_EQ(said({0.99, 1, 1.031}, {1.02, 1.03, 1.04}), verdict::same);
}

TEST(verdict, is_none_when_the_same_code_strays_by_more_than_half_a_percent) {
    EXPECT_EQ(said({1.0049, 1.0049, 1.0049}, {1.5, 1.5, 1.5}), verdict::slower);
    EXPECT_EQ(said({1.0051, 1.0051, 1.0051}, {1.5, 1.5, 1.5}), verdict::no_verdict);
    EXPECT_EQ(said({0.9951, 0.9951, 0.9951}, {1.5, 1.5, 1.5}), verdict::slower);
    EXPECT_EQ(said({0.9949, 0.9949, 0.9949}, {1.5, 1.5, 1.5}), verdict::no_verdict);
}

TEST(verdict, is_none_without_figures) {
    EXPECT_EQ(said({1, 1, 1}, {}), verdict::no_verdict);
    EXPECT_EQ(said({}, {1.5, 1.5}), verdict::no_verdict);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(said({1, 1, 1}, {1.5, nan}), verdict::no_verdict);
    EXPECT_EQ(said({1, nan, 1}, {1.5, 1.5}), verdict::no_verdict);
}

TEST(verdict, median_is_the_middle_one_or_between_two) {
    EXPECT_EQ(bench::median_of({3, 1, 2}), 2);
    EXPECT_EQ(bench::median_of({4, 1, 2, 3}), 2.5);
    EXPECT_EQ(bench::median_of({}), 0);
}

std::vector<verdict> goals_of(const bench::workload_result& of) {
    std::vector<verdict> all;
    for (const auto& each : bench::goals(bench_test::report_of(of)))
        all.push_back(each.said);
    return all;
}

TEST(goal, of_a_round_trip_is_one_percent) {
    using all = std::vector<verdict>;
    EXPECT_EQ(goals_of(workload({1, 1}, {1.01, 1.01})), all{verdict::faster});
    EXPECT_EQ(goals_of(workload({1, 1}, {1.011, 1.011})), all{verdict::slower});
    EXPECT_EQ(goals_of(workload({1.006, 1.006}, {1, 1})), all{verdict::no_verdict});
}

TEST(goal, of_a_stream_is_98_percent_of_the_bytes) {
    using all = std::vector<verdict>;
    auto of = workload({1, 1}, {1.0203, 1.0203});
    of.what = bench::kind::stream;
    EXPECT_EQ(goals_of(of), all{verdict::faster});
    of.subjects[2].ratios = {1.0206, 1.0206};
    EXPECT_EQ(goals_of(of), all{verdict::slower});
}

TEST(goal, is_to_be_ahead_of_every_library) {
    using all = std::vector<verdict>;
    auto of = workload({1, 1}, {1.004, 1.006});
    of.subjects.push_back(bench_test::subject("slow", bench::role::peer, {1.02, 1.03}));
    EXPECT_EQ(goals_of(of), (all{verdict::faster, verdict::faster}));
    of.subjects.push_back(bench_test::subject("near", bench::role::peer, {1.005, 1.007}));
    EXPECT_EQ(goals_of(of), (all{verdict::faster, verdict::same}));
    of.subjects.push_back(bench_test::subject("fast", bench::role::peer, {1.001, 1.002}));
    EXPECT_EQ(goals_of(of), (all{verdict::faster, verdict::slower}));
}

} // namespace
