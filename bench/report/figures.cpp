#include "figures.hpp"

#include <array>
#include <cstdio>

namespace bench {
namespace {

std::string part_text(double value, double greatest) {
    if (!(greatest < 99999))
        return short_number(value);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*f",
                  greatest < 9.9995  ? 3
                  : greatest < 99.95 ? 1
                                     : 0,
                  value);
    return text.data();
}

} // namespace

std::vector<figure> figures(const workload_result& in, const subject_result* of) {
    const double median = of != nullptr ? median_of(of->medians) : 0;
    if (in.what == kind::stream)
        return {{"GB/s",
                 short_number(median > 0 ? static_cast<double>(in.bytes) / median : 0)}};
    const auto at = [&](double part) {
        return of != nullptr ? microseconds(of->times.percentile(part)) : std::string();
    };
    const bool many = in.what == kind::connections, open = in.what == kind::open_loop;
    std::vector<figure> made;
    if (many)
        made.push_back({"1000/s", short_number(median > 0 ? 1e6 / median : 0)});
    made.push_back({"p50", at(0.5)});
    made.push_back({"p90", at(0.9), false});
    made.push_back({"p99", at(0.99)});
    made.push_back({"p99.9", at(0.999), !many && !open});
    made.push_back({"max", at(1), false});
    if (open)
        made.push_back(
            {"sent", of != nullptr ? microseconds(of->from_send.percentile(0.99)) : ""});
    return made;
}

ratio_parts parts_of(const spread& ratios) {
    const double most = ratios.greatest;
    return {part_text(ratios.middle, most),
            part_text(ratios.least, most) + "-" + part_text(most, most)};
}

std::string ratio_text(const spread& of) {
    const auto parts = parts_of(of);
    return parts.middle + " (" + parts.span + ")";
}

std::string row_word(const workload_result& in, const subject_result& of) {
    if (of.as == role::baseline)
        return {};
    const verdict said = verdict_of(in, of);
    return of.as == role::again && said != verdict::no_verdict ? "A/A" : in_words(said);
}

tone tone_of(verdict v) {
    switch (v) {
    case verdict::slower:
        return tone::bad;
    case verdict::faster:
        return tone::good;
    case verdict::same:
        return tone::plain;
    case verdict::no_verdict:
        break;
    }
    return tone::faint;
}

std::string stray_warning(const workload_result& of) {
    const double strays = stray(of);
    return strays > most_stray
               ? "No verdict: the same code strays from itself by " + percent(strays) +
                     ", more than " + percent(most_stray) + "."
               : std::string();
}

std::string cut_warning(const workload_result& of) {
    return of.cut_short && !of.subjects.empty()
               ? "Cut short after " + std::to_string(of.subjects.front().medians.size()) +
                     " repetitions."
               : std::string();
}

std::vector<std::string> loud_words(const report& of) {
    std::vector<std::string> all;
    if (of.interrupted)
        all.emplace_back(interrupted_words);
    if (of.unoptimized)
        all.emplace_back("This is a build without optimization. Its figures say nothing: "
                         "cmake --preset bench makes one with.");
    return all;
}

} // namespace bench
