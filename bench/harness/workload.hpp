// What is run: subjects that do the same work in turns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "placement.hpp"
#include "results.hpp"

namespace bench {

/// Work that is ready to be done again and again: a connection to a server, say. It is
/// made, used and destroyed in one thread.
class operation {
  public:
    operation() = default;
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;
    virtual ~operation() = default;

    /// Does it once; this is what is timed. False: it cannot be done any more, and why()
    /// says the reason.
    [[nodiscard]] virtual bool once() = 0;
    /// Why it failed, in words.
    [[nodiscard]] virtual std::string why() const = 0;
};

/// A way to do the work.
struct subject {
    std::string name;
    role as = role::subject;
    /// Starts its server, connects. nullptr: it cannot be, and `why` says the reason.
    std::function<std::unique_ptr<operation>(std::string& why)> make;
    /// Works in each so many rounds only: what takes a thousand times as long as the
    /// others would leave them cold.
    std::size_t every = 1;
};

struct workload {
    std::string name; ///< see workload_result
    kind what = kind::round_trip;
    double x = 0;
    placement where;
    std::uint64_t bytes = 0;
    std::size_t rounds = 1000; ///< of each repetition; in a round each subject works once
    /// So often in a repetition every subject is made anew, each time in another order:
    /// where a process and its buffers lie decides a percent or two.
    std::size_t lives = 4;
    std::vector<subject> subjects; ///< the baseline first, itself again (A/A) second
    /// For what is not done in turns of single operations (many connections): measures
    /// one repetition and adds to `into`, which has its subjects' names and roles
    /// already. False: `into.left_out` or a subject's failure says why. Empty: in turns.
    std::function<bool(workload_result& into)> repetition;
};

} // namespace bench
