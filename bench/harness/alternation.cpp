#include "alternation.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace bench {
namespace {

using steady = std::chrono::steady_clock;

std::int64_t since(steady::time_point begin) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(steady::now() - begin)
        .count();
}

/// Marsaglia's xorshift: the order needs no better chance, and the same one each run.
std::uint32_t next(std::uint32_t& state) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

} // namespace

workload_result empty_result(const workload& of) {
    workload_result made;
    made.name = of.name;
    made.what = of.what;
    made.x = of.x;
    made.placement = of.where.words;
    made.bytes = of.bytes;
    made.left_out = of.where.missing;
    for (const subject& each : of.subjects) {
        made.subjects.emplace_back();
        made.subjects.back().name = each.name;
        made.subjects.back().as = each.as;
    }
    return made;
}

void add(workload_result& to, const workload_result& repetition) {
    to.left_out = repetition.left_out;
    to.x = repetition.x; // an open loop's rate is known only then
    for (std::size_t i = 0; i < to.subjects.size(); ++i) {
        subject_result& sum = to.subjects[i];
        const subject_result& more = repetition.subjects[i];
        sum.times.merge(more.times);
        sum.from_send.merge(more.from_send);
        sum.medians.insert(sum.medians.end(), more.medians.begin(), more.medians.end());
        sum.ratios.insert(sum.ratios.end(), more.ratios.begin(), more.ratios.end());
        sum.failure = more.failure;
    }
}

alternation::alternation(const workload& of)
    : of_(of), rounds_of_life_(of.rounds / of.lives + 1) {
    for (const subject& each : of.subjects) {
        one made;
        made.every = std::max<std::size_t>(1, each.every);
        made.at = ones_.size();
        ones_.push_back(std::move(made));
    }
    order_.resize(ones_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void alternation::begin_life() {
    for (one& each : ones_)
        each.work.reset();
    // In an order of its own, too: who was started last is scheduled otherwise for a
    // while.
    shuffle();
    for (const std::size_t which : order_)
        if (one& each = ones_[which]; each.failure.empty())
            each.work = of_.subjects[each.at].make(each.failure);
    const std::size_t to_warm_up = rounds_of_life_ / 10 + 1;
    for (std::size_t i = 0; i < to_warm_up && turns(i, false); ++i) {
    }
}

/// Who takes a hundred times as long as the baseline, and not once by chance, works more
/// rarely: a run would take hours, and the others' caches would be cold.
void alternation::spare_the_others(one& each, std::int64_t time) const {
    constexpr int in_a_row = 5;
    constexpr std::size_t rarely = 100;
    each.slow =
        each.at != 0 && baseline_ > 0 && time > 100 * baseline_ ? each.slow + 1 : 0;
    if (each.slow == in_a_row)
        each.every = std::max(each.every, rarely);
}

void alternation::work(one& each, bool counted) {
    const auto begin = steady::now();
    const bool done = each.work->once();
    const std::int64_t time = since(begin);
    if (!done) {
        each.failure = each.work->why();
        each.work.reset();
    } else if (counted) {
        each.times.record(time);
    }
    spare_the_others(each, time);
    if (each.at == 0)
        baseline_ = time;
}

void alternation::shuffle() {
    static std::uint32_t chance = 2463534242u; // goes on: no two lives are alike
    for (std::size_t i = order_.size(); i > 1; --i)
        std::swap(order_[i - 1], order_[next(chance) % i]);
}

bool alternation::turns(std::size_t round, bool counted) {
    shuffle();
    for (const std::size_t which : order_) {
        one& each = ones_[which];
        if (each.work != nullptr && round % each.every == 0)
            work(each, counted);
    }
    return ones_.size() >= 2 && ones_[0].work != nullptr && ones_[1].work != nullptr;
}

std::optional<std::int64_t> alternation::round() {
    if (number_ % rounds_of_life_ == 0)
        begin_life();
    const bool good = turns(number_, true);
    ++number_;
    return good ? std::optional(baseline_) : std::nullopt;
}

void alternation::end(workload_result& into) const {
    double baseline = 0;
    for (const one& each : ones_) {
        subject_result& said = into.subjects[each.at];
        said.failure = each.failure;
        if (each.work == nullptr) {
            if (each.at < 2)
                into.left_out = said.name + ": " + said.failure;
            continue;
        }
        const double median = each.times.percentile(0.5);
        if (each.at == 0)
            baseline = median;
        said.times.merge(each.times);
        said.medians.push_back(median);
        if (baseline > 0)
            said.ratios.push_back(median / baseline);
    }
}

} // namespace bench
