// Percentiles are within a thousandth of what was recorded.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "harness/histogram.hpp"

namespace {

using bench::histogram;

/// Values over all magnitudes, by a fixed rule.
std::vector<std::int64_t> values() {
    std::vector<std::int64_t> all;
    for (double value = 1; value < 6e10; value *= 1.0137)
        all.push_back(static_cast<std::int64_t>(value));
    return all;
}

TEST(histogram, percentiles_are_within_a_thousandth_of_the_recorded_value) {
    for (const auto value : values()) {
        histogram one;
        one.record(value);
        one.record(2 * value); // so that no clamp to min() or max() hides the error
        const double exact = static_cast<double>(value);
        EXPECT_NEAR(one.percentile(0.5), exact, exact / 1000 + 1) << value;
    }
}

TEST(histogram, ranks_are_those_of_the_sorted_values) {
    const auto all = values();
    histogram of;
    for (auto i = all.rbegin(); i != all.rend(); ++i)
        of.record(*i);
    for (const double part : {0.01, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999}) {
        const auto rank = static_cast<std::size_t>(
            std::ceil(part * static_cast<double>(all.size())) - 1);
        const auto exact = static_cast<double>(all[rank]);
        EXPECT_NEAR(of.percentile(part), exact, exact / 500 + 1) << part;
    }
}

TEST(histogram, least_and_greatest_are_exact) {
    histogram of;
    for (const std::int64_t value : {1234567, 7654321, 4567})
        of.record(value);
    EXPECT_EQ(of.min(), 4567);
    EXPECT_EQ(of.max(), 7654321);
    EXPECT_EQ(of.percentile(0), 4567);
    EXPECT_EQ(of.percentile(1), 7654321);
}

TEST(histogram, of_nothing_is_nought) {
    const histogram of;
    EXPECT_EQ(of.count(), 0u);
    EXPECT_EQ(of.percentile(0.5), 0);
    EXPECT_EQ(of.between(0, 1e9), 0);
}

TEST(histogram, counts_what_is_out_of_its_range_at_the_edge) {
    histogram of;
    of.record(-5);
    of.record(INT64_MAX);
    EXPECT_EQ(of.count(), 2u);
    EXPECT_EQ(of.min(), 0);
    EXPECT_NEAR(static_cast<double>(of.max()), 68.7e9, 0.1e9);
}

TEST(histogram, merged_is_as_if_recorded_in_one) {
    histogram one, other, both;
    for (const std::int64_t value : {100, 5000, 70000}) {
        one.record(value);
        both.record(value);
    }
    for (const std::int64_t value : {3, 900000}) {
        other.record(value);
        both.record(value);
    }
    one.merge(other);
    EXPECT_EQ(one.count(), 5u);
    EXPECT_EQ(one.min(), 3);
    EXPECT_EQ(one.max(), 900000);
    for (const double part : {0.1, 0.5, 0.9})
        EXPECT_EQ(one.percentile(part), both.percentile(part));
    EXPECT_EQ(one.mean(), both.mean());
}

TEST(histogram, shares_out_what_lies_between) {
    histogram of;
    for (std::int64_t value = 0; value < 1000; ++value)
        of.record(value);
    EXPECT_NEAR(of.between(100, 300), 200, 1e-6);
    EXPECT_NEAR(of.between(0, 2000), 1000, 1e-6);
    EXPECT_NEAR(of.between(10, 10.5), 0.5, 1e-6);
}

} // namespace
