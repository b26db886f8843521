#include "histogram.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>

namespace bench {
namespace {

/// A row has 2^row_bits buckets, all of one width. The first two rows are 1 ns wide.
constexpr int row_bits = 10;
constexpr std::size_t row_size = std::size_t{1} << row_bits;
constexpr int most_bits = 36;
constexpr std::int64_t most = (std::int64_t{1} << most_bits) - 1; // 68.7 s
constexpr std::size_t buckets = (most_bits - row_bits + 1) * row_size;

/// `value` is in 0 to `most`.
std::size_t bucket_of(std::int64_t value) noexcept {
    const auto bits = static_cast<std::uint64_t>(value);
    const int shift = std::max(0, static_cast<int>(std::bit_width(bits)) - 1 - row_bits);
    return static_cast<std::size_t>(shift) * row_size +
           static_cast<std::size_t>(bits >> shift);
}

/// The values of a bucket are in [from, from + width).
struct edges {
    double from = 0, width = 1;
};

edges edges_of(std::size_t bucket) noexcept {
    // The first row that is counted here is twice as long: see bucket_of at shift 0
    // and 1.
    const std::size_t shift = bucket < 2 * row_size ? 0 : bucket / row_size - 1;
    const std::uint64_t first = std::uint64_t{bucket - shift * row_size} << shift;
    return {static_cast<double>(first), static_cast<double>(std::uint64_t{1} << shift)};
}

void add(std::uint32_t& to, std::uint32_t count) noexcept {
    constexpr std::uint32_t full = std::numeric_limits<std::uint32_t>::max();
    to = count > full - to ? full : to + count;
}

} // namespace

histogram::histogram() : buckets_(buckets) {}

void histogram::record(std::int64_t nanoseconds) noexcept {
    const std::int64_t value = std::clamp<std::int64_t>(nanoseconds, 0, most);
    add(buckets_[bucket_of(value)], 1);
    min_ = count_ == 0 ? value : std::min(min_, value);
    max_ = std::max(max_, value);
    sum_ += static_cast<double>(value);
    ++count_;
}

void histogram::merge(const histogram& other) {
    if (other.count_ == 0)
        return;
    for (std::size_t i = 0; i < buckets_.size(); ++i)
        add(buckets_[i], other.buckets_[i]);
    min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    sum_ += other.sum_;
    count_ += other.count_;
}

void histogram::clear() noexcept {
    std::fill(buckets_.begin(), buckets_.end(), 0u);
    count_ = 0;
    min_ = max_ = 0;
    sum_ = 0;
}

double histogram::mean() const noexcept {
    return count_ == 0 ? 0 : sum_ / static_cast<double>(count_);
}

double histogram::percentile(double part) const noexcept {
    if (count_ == 0)
        return 0;
    const auto least = static_cast<double>(min_);
    const auto greatest = static_cast<double>(max_);
    if (!(part > 0)) // not a number, too
        return least;
    const double wanted = part * static_cast<double>(count_);
    double below = 0;
    for (std::size_t i = bucket_of(min_); i <= bucket_of(max_); ++i) {
        const double here = buckets_[i];
        if (here > 0 && below + here >= wanted) {
            const edges at = edges_of(i);
            return std::clamp(at.from + at.width * (wanted - below) / here, least,
                              greatest);
        }
        below += here;
    }
    return greatest;
}

double histogram::between(double from, double to) const noexcept {
    if (count_ == 0)
        return 0;
    double found = 0;
    for (std::size_t i = bucket_of(min_); i <= bucket_of(max_); ++i) {
        if (buckets_[i] == 0)
            continue;
        const edges at = edges_of(i);
        const double inside = std::min(to, at.from + at.width) - std::max(from, at.from);
        if (inside > 0)
            found += buckets_[i] * inside / at.width;
    }
    return found;
}

} // namespace bench
