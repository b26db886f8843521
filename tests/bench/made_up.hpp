// Reports that nobody measured.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/results.hpp"

namespace bench_test {

/// What stands in names and labels must not get out of them.
inline constexpr std::string_view nasty =
    "<script>alert(1)</script>\"'&\\`touch x`\x1b[31m\n\xE2\x80\xAE\xFF";

inline bench::subject_result subject(std::string name, bench::role as,
                                     std::vector<double> ratios, double micros = 10) {
    bench::subject_result made;
    made.name = std::move(name);
    made.as = as;
    for (const double ratio : ratios) {
        made.medians.push_back(micros * 1000 * ratio);
        made.times.record(static_cast<std::int64_t>(micros * 1000 * ratio));
    }
    made.from_send = made.times;
    made.ratios = std::move(ratios);
    return made;
}

/// A baseline, itself again with these ratios, and one more.
inline bench::workload_result workload(std::vector<double> again,
                                       std::vector<double> ratios) {
    bench::workload_result made;
    made.name = "round_trip/64/same_core";
    made.x = 64;
    made.bytes = 64;
    made.placement = "same core";
    made.subjects = {
        subject("hand-written", bench::role::baseline, std::vector(ratios.size(), 1.0)),
        subject("hand-written, again", bench::role::again, std::move(again)),
        subject("lesson 08", bench::role::subject, std::move(ratios))};
    return made;
}

inline bench::report report_of(bench::workload_result one) {
    bench::report made;
    made.labels = {{"date", "2026-01-01 00:00 UTC"},
                   {"processor", "one"},
                   {"processors", "2"},
                   {"system", "Linux 6"},
                   {"compiler", "GNU 12"},
                   {"build", "Release"},
                   {"run", "quick"},
                   {"no-delay", "off"},
                   {"congestion control", "cubic"}};
    made.workloads.push_back(std::move(one));
    return made;
}

/// A workload with everything that may be said of one, all of it nasty.
inline bench::report nasty_report() {
    const std::string name(nasty);
    auto one = workload({1, 1, 1}, {1.1, 1.1, 1.1});
    one.name = name + "/same_core";
    one.placement = name;
    one.subjects[0].name = name;
    one.subjects[2].name = name + std::string(200, 'x') + "\xE6\xBC\xA2\xE5\xAD\x97";
    one.cut_short = true;
    one.subjects.push_back(subject(name, bench::role::peer, {}));
    one.subjects.back().failure = name + name;
    auto without = one;
    without.left_out = name;
    auto made = report_of(std::move(one));
    made.workloads.push_back(std::move(without));
    made.labels.emplace_back(name, name + std::string(300, 'y'));
    made.warnings = {name};
    made.outside.words = name;
    made.interrupted = true;
    return made;
}

} // namespace bench_test
