#include "table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "figures.hpp"

namespace bench {
namespace {

constexpr std::size_t name_width = 26;

/// A row, or with `of` nullptr the heads above it.
std::string row_text(const workload_result& in, const subject_result* of,
                     const std::string& ratio, const std::string& word) {
    std::string text =
        "  " + padded(of == nullptr ? "" : cut(of->name, name_width), name_width);
    for (const auto& each : figures(in, of))
        if (each.first_rank)
            text += to_the_right(of == nullptr ? each.head : each.cell, 7);
    text += " " + padded(ratio, 20) + word;
    return text.erase(text.find_last_not_of(' ') + 1);
}

void add_row(std::vector<line>& to, const workload_result& in, const subject_result& of) {
    if (!of.failure.empty()) {
        add_wrapped(to, "  " + padded(cut(of.name, name_width), name_width) + "  ",
                    of.failure, tone::bad);
        return;
    }
    const auto ratios = spread_of(of.ratios);
    const bool baseline = of.as == role::baseline;
    to.push_back(
        {row_text(in, &of, baseline || !ratios ? "1" : ratio_text(*ratios),
                  row_word(in, of)),
         baseline || of.as == role::again ? tone::faint : tone_of(verdict_of(in, of))});
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
    lines.push_back({row_text(of, nullptr, "ratio (repetitions)", ""), tone::faint});
    for (const auto& subject : of.subjects)
        add_row(lines, of, subject);
    for (const auto& words : {stray_warning(of), cut_warning(of)})
        if (!words.empty())
            add_wrapped(lines, "  ", words, tone::bad);
    return lines;
}

std::vector<line> table(const report& of, const text_options& how) {
    std::vector<line> lines;
    const auto loud = loud_words(of);
    for (const auto* words : {&loud, &of.warnings})
        for (const auto& each : *words)
            add_wrapped(lines, "! ", each, tone::bad);
    for (const auto& [name, value] : of.labels)
        add_wrapped(lines, padded(cut(name, 19), 20), value);
    for (const auto& each : of.workloads) {
        lines.push_back({});
        const auto part = table(each, how);
        lines.insert(lines.end(), part.begin(), part.end());
    }
    if (!of.outside.words.empty()) {
        lines.push_back({});
        add_wrapped(lines, "", of.outside.words);
    }
    if (of.interrupted) { // the first lines may have left the screen
        lines.push_back({});
        add_wrapped(lines, "! ", interrupted_words, tone::bad);
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
            names.push_back(cut(each.name, bar + 7));
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
    add_wrapped(lines, "", of.name + ": how often each time occurred", tone::strong);
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
