// Servers with many connections, compared block by block. Not request by request: many
// are under way at the same time; and a server that has answered may still be at work
// (poll looks at all connections again), which is not the next one's fault.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "harness/workload.hpp"
#include "many/subjects.hpp"

namespace bench {

/// What a subject's median is of: the times of its blocks, divided by the requests in
/// them; or the times of single requests.
enum class median_of_what { blocks, requests };

/// How much is measured.
struct block_plan {
    std::vector<many_subject> subjects;
    placement where;
    std::size_t connections = 1; ///< at work
    std::size_t idle = 0;        ///< that say nothing
    median_of_what median = median_of_what::blocks;
    std::chrono::milliseconds block{20}; ///< about so long takes a block of the baseline
    std::size_t turns = 10;              ///< blocks of each subject in a repetition
    /// In a closed loop; 0: as many as the baseline answers in a block's time.
    std::size_t requests = 0;
    /// At the beginning of each block and not counted: the others have had the caches.
    std::size_t warming = 0;
    /// 0: closed loop. Else open loop, at this part of the requests a second that the
    /// baseline answers on one connection in a closed loop.
    double load = 0;
};

/// Measures repetitions of a plan. Each has servers and connections of its own: where in
/// memory a process happens to lie changes its speed, and so no subject keeps its luck
/// for the whole run.
class blocks {
  public:
    explicit blocks(block_plan plan);

    /// In each turn every subject has a block, in an order that changes by chance (always
    /// the same chance). False: there is nothing to compare with, and `into` says why.
    [[nodiscard]] bool repetition(workload_result& into);

  private:
    struct party;

    std::unique_ptr<party> start(std::size_t at);
    bool warm(party& one);
    bool calibrate(party& baseline);
    bool block(party& one);
    bool take_over(const std::vector<std::unique_ptr<party>>& all,
                   workload_result& into) const;

    block_plan plan_;
    std::vector<std::string>
        failures_;             ///< of the subjects; who has one is not tried again
    std::size_t requests_ = 0; ///< in a block; 0: not known yet
    double rate_ = 0;          ///< open loop: requests a second
    std::uint32_t chance_ = 2463534242u;
};

} // namespace bench
