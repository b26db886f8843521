// Times in a histogram of bounded error: constant memory, however many there are.
#pragma once

#include <cstdint>
#include <vector>

namespace bench {

/// Counts of nanoseconds. Buckets are as wide as 1/1024 of the values that they hold (1
/// ns below 2048 ns), so a percentile is at most 0.1% from the value that was recorded;
/// between the edges of a bucket it is interpolated. Above 68 s a value counts as 68 s.
///
/// The idea is Gil Tene's HdrHistogram: the position of the highest bit chooses the row,
/// the next ten bits the bucket in it.
class histogram {
  public:
    histogram();

    void record(std::int64_t nanoseconds) noexcept;
    /// Adds what another one has counted.
    void merge(const histogram& other);
    void clear() noexcept;

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// The least and the greatest recorded value, exact. 0 where there is none.
    [[nodiscard]] std::int64_t min() const noexcept { return count_ == 0 ? 0 : min_; }
    [[nodiscard]] std::int64_t max() const noexcept { return max_; }
    [[nodiscard]] double mean() const noexcept;

    /// The value below which `part` (0 to 1) of all lie, in nanoseconds: 0.5 is the
    /// median. 0 where nothing was recorded; never outside of min() and max().
    [[nodiscard]] double percentile(double part) const noexcept;

    /// How many values lie in [from, to), in nanoseconds; a bucket that an edge cuts
    /// counts by the share of it that lies inside. For drawing.
    [[nodiscard]] double between(double from, double to) const noexcept;

  private:
    std::vector<std::uint32_t> buckets_;
    std::uint64_t count_ = 0;
    std::int64_t min_ = 0, max_ = 0;
    double sum_ = 0;
};

} // namespace bench
