#include "table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "spread.hpp"

namespace bench {
namespace {

constexpr std::size_t name_width = 26;

std::string with_digits(double value, int digits) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

/// "1.013 (1.008-1.017)", or without thousandths where they would say nothing.
std::string ratio_text(const spread& of) {
    const int digits = of.middle < 10 ? 3 : of.middle < 100 ? 1 : 0;
    return with_digits(of.middle, digits) + " (" + with_digits(of.least, digits) + "-" +
           with_digits(of.greatest, digits) + ")";
}

/// The columns behind a name: what a row shows of its times.
struct columns_of {
    std::vector<std::string> heads;
    std::vector<std::string> cells;
};

columns_of figures(const workload_result& in, const subject_result* of) {
    const double median = of != nullptr ? median_of(of->medians) : 0;
    if (in.what == kind::stream)
        return {{"GB/s"},
                {short_number(median > 0 ? static_cast<double>(in.bytes) / median : 0)}};
    columns_of made{{"p50", "p99", "p99.9"}, {}};
    const auto at = [&](double part) {
        return microseconds(of != nullptr ? of->times.percentile(part) : 0);
    };
    made.cells = {at(0.5), at(0.99), at(0.999)};
    if (in.what == kind::connections) {
        made.heads = {"1000/s", "p50", "p99"};
        made.cells = {short_number(median > 0 ? 1e6 / median : 0), at(0.5), at(0.99)};
    }
    if (in.what == kind::open_loop) {
        made.heads = {"p50", "p99", "sent"};
        made.cells[2] = microseconds(of != nullptr ? of->from_send.percentile(0.99) : 0);
    }
    return made;
}

std::string row_text(const std::string& name, const std::vector<std::string>& cells,
                     const std::string& ratio, const std::string& word) {
    std::string text = "  " + padded(clean(name).substr(0, name_width), name_width);
    for (const auto& cell : cells)
        text += to_the_right(cell, 7);
    text += " " + padded(ratio, 20) + word;
    return text.erase(text.find_last_not_of(' ') + 1);
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

void add_row(std::vector<line>& to, const workload_result& in, const subject_result& of) {
    if (!of.failure.empty()) {
        add_wrapped(to, "  " + padded(clean(of.name), name_width) + "  ", of.failure,
                    tone::bad);
        return;
    }
    const auto ratios = spread_of(of.ratios);
    const bool baseline = of.as == role::baseline;
    const verdict said = verdict_of(in, of);
    std::string word = in_words(said);
    if (baseline)
        word.clear();
    else if (of.as == role::again && said != verdict::no_verdict)
        word = "A/A";
    to.push_back({row_text(of.name, figures(in, &of).cells,
                           baseline || !ratios ? "1" : ratio_text(*ratios), word),
                  baseline || of.as == role::again ? tone::faint : tone_of(said)});
}

std::string title_of(const workload_result& of, const text_options& how) {
    std::string text = of.name + ": " + of.placement;
    if (of.what == kind::stream)
        return text + ", one way";
    return text + ", " + micro_unit(how);
}

} // namespace

std::vector<line> table(const workload_result& of, const text_options& how) {
    std::vector<line> lines;
    add_wrapped(lines, "", title_of(of, how), tone::strong);
    if (!of.left_out.empty()) {
        add_wrapped(lines, "  ", "left out: " + of.left_out, tone::faint);
        return lines;
    }
    lines.push_back({row_text("", figures(of, nullptr).heads, "ratio (repetitions)", ""),
                     tone::faint});
    for (const auto& subject : of.subjects)
        add_row(lines, of, subject);
    if (const double strays = stray(of); strays > most_stray)
        add_wrapped(lines, "  ",
                    "No verdict: the same code strays from itself by " + percent(strays) +
                        ", more than " + percent(most_stray) + ".",
                    tone::bad);
    if (of.cut_short)
        add_wrapped(lines, "  ",
                    "Cut short after " +
                        std::to_string(of.subjects.front().medians.size()) +
                        " repetitions.",
                    tone::bad);
    return lines;
}

std::vector<line> table(const report& of, const text_options& how) {
    std::vector<line> lines;
    for (const auto& warning : of.warnings)
        add_wrapped(lines, "! ", warning, tone::bad);
    for (const auto& [name, value] : of.labels)
        add_wrapped(lines, padded(clean(name), 20), value);
    for (const auto& each : of.workloads) {
        lines.push_back({});
        const auto part = table(each, how);
        lines.insert(lines.end(), part.begin(), part.end());
    }
    if (of.interrupted) {
        lines.push_back({});
        add_wrapped(lines, "! ", "Interrupted: what had been measured by then is here.",
                    tone::bad);
    }
    return lines;
}

std::vector<line> histogram_lines(const workload_result& of, const text_options& how) {
    constexpr std::size_t rows = 16, bar = 26;
    std::vector<const histogram*> shown;
    std::vector<std::string> names;
    for (const auto& each : of.subjects)
        if (each.as != role::again && each.times.count() > 0 && shown.size() < 2) {
            shown.push_back(&each.times);
            names.push_back(clean(each.name));
        }
    std::vector<line> lines;
    if (shown.empty())
        return lines;
    double from = 1e18, to = 1;
    for (const auto* one : shown) {
        from = std::min(from, static_cast<double>(std::max<std::int64_t>(1, one->min())));
        to = std::max(to, one->percentile(0.999));
    }
    const double step = std::pow(std::max(to / from, 1.01), 1.0 / rows);
    std::array<std::array<double, rows>, 2> parts{};
    double most = 0;
    for (std::size_t s = 0; s < shown.size(); ++s)
        for (std::size_t i = 0; i < rows; ++i) {
            const double low = from * std::pow(step, static_cast<double>(i));
            parts[s][i] = shown[s]->between(low, low * step) /
                          static_cast<double>(shown[s]->count());
            most = std::max(most, parts[s][i]);
        }
    std::string head = padded("  " + micro_unit(how), 10);
    for (const auto& name : names)
        head += padded(name, bar + 8);
    lines.push_back({of.name + ": how often each time occurred", tone::strong});
    head.erase(head.find_last_not_of(' ') + 1);
    lines.push_back({head, tone::faint});
    const std::string block = how.utf8 ? "\u2588" : "#";
    for (std::size_t i = 0; i < rows; ++i) {
        const double low = from * std::pow(step, static_cast<double>(i));
        std::string text = to_the_right(microseconds(low), 8) + "  ";
        for (std::size_t s = 0; s < shown.size(); ++s) {
            const auto length =
                static_cast<std::size_t>(std::lround(parts[s][i] / most * bar));
            std::string cells;
            for (std::size_t n = 0; n < length; ++n)
                cells += block;
            text += padded(cells + " " + (parts[s][i] > 0 ? percent(parts[s][i]) : ""),
                           bar + 8);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        lines.push_back({text, tone::plain});
    }
    return lines;
}

const workload_result* most_telling(const report& of) {
    const workload_result* found = nullptr;
    for (const auto& each : of.workloads)
        if (each.what == kind::round_trip && each.left_out.empty()) {
            if (each.name == "round_trip/64/unpinned")
                return &each;
            if (found == nullptr)
                found = &each;
        }
    return found;
}

} // namespace bench
