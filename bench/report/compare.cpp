#include "compare.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "figures.hpp"

namespace bench {
namespace {

template <class Named>
const Named* find(const std::vector<Named>& all, std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Named& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::optional<std::string> label(const report& of, std::string_view name) {
    for (const auto& [own, value] : of.labels)
        if (own == name)
            return value;
    return std::nullopt;
}

/// What moves ratios, too. (The repetitions' number and the load do not.)
std::vector<std::string> different_labels(const report& then, const report& now) {
    static constexpr std::array<const char*, 8> weighty{
        "processor", "processors", "system",   "compiler",
        "build",     "run",        "no-delay", "congestion control"};
    std::vector<std::string> sentences;
    for (const char* name : weighty) {
        const auto old = label(then, name), fresh = label(now, name);
        if (old != fresh)
            sentences.push_back("No verdict: \"" + std::string(name) + "\" was " +
                                old.value_or("not told") + ", now it is " +
                                fresh.value_or("not told") + ".");
    }
    return sentences;
}

std::string strays_in_words(const workload_result& of, const char* when) {
    if (const double strays = stray(of); strays < 0)
        return std::string("No verdict: there was no A/A row ") + when + ".";
    else if (strays > most_stray)
        return std::string("No verdict: ") + when + " the same code strayed by " +
               percent(strays) + ", more than " + percent(most_stray) + ".";
    return {};
}

std::string why_no_verdict(const workload_result& then, const workload_result& now) {
    if (then.placement != now.placement)
        return "No verdict: the placement was " +
               (then.placement.empty() ? "not told" : then.placement) + ", now it is " +
               now.placement + ".";
    if (const auto& a = now.subjects.front(); find(then.subjects, a.name) == nullptr)
        return "No verdict: the earlier run has another baseline than " + a.name + ".";
    const auto before = strays_in_words(then, "then");
    return before.empty() ? strays_in_words(now, "now") : before;
}

compared_workload compared(const workload_result& then, const workload_result& now,
                           bool labels_agree, std::vector<std::string>& only_then,
                           std::vector<std::string>& only_now) {
    compared_workload made;
    made.name = now.name;
    if (labels_agree)
        made.no_verdict = why_no_verdict(then, now);
    for (const auto& each : now.subjects) {
        const auto* old = find(then.subjects, each.name);
        const auto fresh = spread_of(each.ratios);
        const auto before = old != nullptr ? spread_of(old->ratios) : std::nullopt;
        if (fresh && !before)
            only_now.push_back(now.name + ": " + each.name);
        if (each.as == role::baseline || !fresh || !before)
            continue;
        compared_subject row{each.name, each.as == role::again, *before, *fresh};
        if (labels_agree && made.no_verdict.empty())
            row.said = compared_verdict(then, now, row);
        made.subjects.push_back(std::move(row));
    }
    for (const auto& each : then.subjects) {
        const auto* fresh = find(now.subjects, each.name);
        if (fresh == nullptr || fresh->ratios.empty())
            only_then.push_back(now.name + ": " + each.name);
    }
    return made;
}

/// What takes less than half of the baseline's time, or more than twice, works otherwise
/// than it (a spinning wait beside a blocking one) and shares little of what the machine
/// does to it: seen to change by 0.4 between two runs of the same code.
constexpr double unlike = 2, unlike_change = 0.5;

/// How far a ratio may move without any change of code, as a part of it.
double allowed_change(const workload_result& then, const workload_result& now,
                      const compared_subject& what) {
    for (const double ratio : {what.then.middle, what.now.middle})
        if (ratio > unlike || ratio < 1 / unlike)
            return unlike_change;
    return std::max(furthest_stray(then), furthest_stray(now));
}

constexpr std::size_t name_width = 24;

std::string row(std::string_view name, std::string_view then, std::string_view now,
                std::string_view word) {
    std::string text = "  " + padded(cut(name, name_width - 1), name_width) +
                       padded(then, 20) + padded(now, 20) + std::string(word);
    return text.erase(text.find_last_not_of(' ') + 1);
}

void add_list(std::vector<line>& to, const char* head,
              const std::vector<std::string>& all) {
    std::string words;
    for (const auto& each : all)
        words += (words.empty() ? "" : "; ") + each;
    if (!words.empty())
        add_wrapped(to, head, words + ".", tone::faint);
}

} // namespace

verdict compared_verdict(const workload_result& then, const workload_result& now,
                         const compared_subject& what) {
    for (const auto* run : {&then, &now})
        if (const double strays = stray(*run); strays < 0 || strays > most_stray)
            return verdict::no_verdict;
    if (!(what.then.middle > 0))
        return verdict::no_verdict;
    const double change = what.now.middle / what.then.middle;
    const bool overlap =
        what.then.least <= what.now.greatest && what.now.least <= what.then.greatest;
    if (overlap || std::fabs(change - 1) <= allowed_change(then, now, what))
        return verdict::same;
    return change < 1 ? verdict::faster : verdict::slower;
}

comparison compared(const report& then, const report& now) {
    comparison made;
    made.then = label(then, "date").value_or("without a date");
    made.warnings = different_labels(then, now);
    for (const auto& each : now.workloads) {
        if (!each.left_out.empty() || each.subjects.empty())
            continue;
        if (const auto* old = find(then.workloads, each.name))
            made.workloads.push_back(compared(*old, each, made.warnings.empty(),
                                              made.only_then, made.only_now));
        else
            made.only_now.push_back(each.name);
    }
    for (const auto& each : then.workloads) {
        const auto* fresh = find(now.workloads, each.name);
        if (fresh == nullptr || !fresh->left_out.empty())
            made.only_then.push_back(each.name);
    }
    return made;
}

std::string in_change_words(verdict said) {
    return said == verdict::same ? "no difference" : in_words(said);
}

std::string comparison_key() {
    return "Ratios to the hand-written code of the same run, median (least-greatest "
           "repetition). \"no difference\": none that the spread allows. Times of two "
           "runs are not compared: the machine itself moves them by more than most "
           "changes do.";
}

std::vector<line> table(const comparison& of) {
    std::vector<line> lines;
    add_wrapped(lines, "", "Compared with the run of " + of.then, tone::strong);
    for (const auto& each : of.warnings)
        add_wrapped(lines, "! ", each, tone::bad);
    add_wrapped(lines, "", comparison_key(), tone::faint);
    for (const auto& each : of.workloads) {
        lines.push_back({});
        add_wrapped(lines, "", each.name, tone::strong);
        lines.push_back({row("", "then", "now", ""), tone::faint});
        for (const auto& one : each.subjects) {
            const bool aa = one.again && one.said != verdict::no_verdict;
            lines.push_back({row(one.name, ratio_text(one.then), ratio_text(one.now),
                                 aa ? "A/A" : in_change_words(one.said)),
                             one.again ? tone::faint : tone_of(one.said)});
        }
        if (!each.no_verdict.empty())
            add_wrapped(lines, "  ", each.no_verdict, tone::bad);
    }
    if (!of.only_then.empty() || !of.only_now.empty())
        lines.push_back({});
    add_list(lines, "Only then: ", of.only_then);
    add_list(lines, "Only now: ", of.only_now);
    return lines;
}

} // namespace bench
