// The method: every subject does one operation, then every subject the next one.
//
// A machine drifts: its clock, its other guests, the memory that a program happened to
// get. Two runs one after the other differ by more than two programs do. Operations in
// turns share the drift, so that a ratio of medians is steady to about 0.1% where the
// medians themselves move by 20%.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workload.hpp"

namespace bench {

/// One repetition of a workload whose subjects work in turns.
///
/// Where in memory a process and its buffers happen to lie changes its speed by a percent
/// or two. So a repetition has several lives: in each of them servers and connections are
/// made anew, and no subject keeps its luck.
class alternation {
  public:
    /// `of` must live as long as this object.
    explicit alternation(const workload& of);

    /// In a round every subject works once, in an order that changes by chance, each
    /// operation timed alone. Returns the nanoseconds that the baseline took; nothing:
    /// it, or itself again, cannot go on. The first round of a life makes the subjects'
    /// operations, and does some rounds that are not counted: caches are cold then.
    [[nodiscard]] std::optional<std::int64_t> round();

    /// Adds the repetition, and what failed, to `into`.
    void end(workload_result& into) const;

  private:
    struct one {
        std::unique_ptr<operation> work; ///< nullptr: it cannot go on
        std::string failure;
        std::size_t every = 1;
        int slow = 0;       ///< so many times in a row it took much longer
        std::size_t at = 0; ///< among the workload's subjects
        histogram times;    ///< of this repetition
    };
    void begin_life();
    void shuffle();
    bool turns(std::size_t round, bool counted);
    void work(one& each, bool counted);
    void spare_the_others(one& each, std::int64_t time) const;

    const workload& of_;
    std::size_t rounds_of_life_;
    std::vector<one> ones_;
    std::vector<std::size_t> order_;
    std::size_t number_ = 0;    ///< of this repetition's rounds
    std::int64_t baseline_ = 0; ///< nanoseconds of its last operation
};

/// The parts of a result that are known before anything is measured.
[[nodiscard]] workload_result empty_result(const workload& of);

/// Adds a repetition to what the earlier ones gave.
void add(workload_result& to, const workload_result& repetition);

} // namespace bench
