#include "goals.hpp"

#include "figures.hpp"

namespace bench {
namespace {

constexpr const char* reference = "lesson 08";
constexpr double most_ratio = 1.01;
constexpr double least_stream = 0.98; // of the baseline's bytes a second

const subject_result* reference_in(const workload_result& of) {
    for (const auto& each : of.subjects)
        if (each.name == reference && !each.ratios.empty())
            return &each;
    return nullptr;
}

verdict judged(const workload_result& in, bool reached) {
    const double strays = stray(in);
    return strays < 0 || strays > most_stray ? verdict::no_verdict
           : reached                         ? verdict::faster
                                             : verdict::slower;
}

goal trip_goal(const workload_result& in, const spread& ratios) {
    return {in.name + ": at most " + parts_of({0, most_ratio, most_ratio}).middle +
                " of the hand-written code's time; it is " + ratio_text(ratios),
            judged(in, ratios.middle <= most_ratio)};
}

/// Ratios are of times; a goal for bytes a second turns them round.
goal stream_goal(const workload_result& in, const spread& ratios) {
    const spread speed{1 / ratios.greatest, 1 / ratios.middle, 1 / ratios.least};
    return {in.name + ": at least " + parts_of({0, least_stream, least_stream}).middle +
                " of the hand-written code's bytes a second; it is " + ratio_text(speed),
            judged(in, speed.middle >= least_stream)};
}

/// Ahead of the fastest library.
std::vector<goal> peer_goal(const workload_result& in, const spread& ratios) {
    const subject_result* fastest = nullptr;
    for (const auto& each : in.subjects)
        if (each.as == role::peer && !each.ratios.empty() &&
            (fastest == nullptr || median_of(each.ratios) < median_of(fastest->ratios)))
            fastest = &each;
    if (fastest == nullptr)
        return {};
    const auto theirs = spread_of(fastest->ratios);
    if (!theirs)
        return {};
    const bool apart = ratios.greatest < theirs->least || theirs->greatest < ratios.least;
    verdict said = judged(in, ratios.middle < theirs->middle);
    if (said != verdict::no_verdict && !apart)
        said = verdict::same;
    return {{in.name + ": ahead of every library; the fastest is " + fastest->name +
                 " with " + ratio_text(*theirs) + ", it is " + ratio_text(ratios),
             said}};
}

} // namespace

std::vector<goal> goals(const report& of) {
    std::vector<goal> all;
    for (const auto& each : of.workloads) {
        const auto* subject = reference_in(each);
        const auto ratios =
            subject != nullptr ? spread_of(subject->ratios) : std::nullopt;
        if (!ratios || !each.left_out.empty() || !each.name.ends_with("/same_core") ||
            !(ratios->least > 0))
            continue;
        if (each.what == kind::stream)
            all.push_back(stream_goal(each, *ratios));
        if (each.what != kind::round_trip || (each.x != 64 && each.x != 16384))
            continue;
        all.push_back(trip_goal(each, *ratios));
        const auto peers = peer_goal(each, *ratios);
        all.insert(all.end(), peers.begin(), peers.end());
    }
    return all;
}

std::string in_goal_words(verdict said) {
    switch (said) {
    case verdict::faster:
        return "reached";
    case verdict::slower:
        return "missed";
    case verdict::same:
        return "too close to tell";
    case verdict::no_verdict:
        break;
    }
    return "no verdict";
}

} // namespace bench
