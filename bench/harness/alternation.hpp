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

/// A workload whose subjects work in turns. A repetition is begin(), some rounds, end().
class alternation {
  public:
    /// Makes the subjects' operations, in this thread, where the workload's client runs.
    explicit alternation(const workload& of);

    /// Before the first repetition some rounds are not counted: caches and the servers'
    /// buffers are cold.
    void begin();

    /// In a round every subject works once, in an order that changes by chance (always
    /// the same chance), each operation timed alone. Returns the nanoseconds that the
    /// baseline took; nothing: it, or itself again, cannot go on.
    [[nodiscard]] std::optional<std::int64_t> round();

    /// Adds the repetition, and what failed, to `into`.
    void end(workload_result& into) const;

  private:
    struct one {
        std::unique_ptr<operation> work; ///< nullptr: it cannot go on
        std::string failure;
        std::size_t every = 1;
        std::size_t at = 0; ///< among the workload's subjects
        histogram times;    ///< of this repetition
    };
    void work(one& each, bool counted);

    std::vector<one> ones_;
    std::vector<std::size_t> order_;
    std::size_t warm_up_;
    std::size_t number_ = 0;    ///< of this repetition's rounds
    std::int64_t baseline_ = 0; ///< nanoseconds of its last operation
    std::uint32_t chance_ = 2463534242u;
};

/// The parts of a result that are known before anything is measured.
[[nodiscard]] workload_result empty_result(const workload& of);

/// Adds a repetition to what the earlier ones gave.
void add(workload_result& to, const workload_result& repetition);

} // namespace bench
