#include "html.hpp"

#include <algorithm>
#include <string_view>

#include "figures.hpp"
#include "goals.hpp"
#include "svg.hpp"
#include "text/markup.hpp"
#include "text/page.hpp"

namespace bench {
namespace {

/// As HTML; what is no UTF-8 and what turns the direction of writing is not shown.
std::string escaped(std::string_view text) {
    return kit::escaped(clean(text));
}

constexpr std::string_view style = R"(
body { max-width: 54rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
p { max-width: 46rem; }
.loud { border: 2px solid var(--bad); border-radius: 6px; padding: .5rem .9rem;
  margin: 1rem 0; color: var(--bad); font-weight: 600; overflow-wrap: anywhere; }
.loud p { margin: .25rem 0; max-width: none; }
figure { margin: 2rem 0; }
figure svg { display: block; width: 100%; height: auto; max-width: 46rem; }
figure svg text { font: inherit; fill: inherit; }
figcaption { color: var(--faint); max-width: 46rem; }
.warnings { border-left: 4px solid var(--bad); padding: .1rem 0 .1rem 2rem; margin: 1rem 0;
  overflow-wrap: anywhere; }
.narrow { display: none; }
@media (min-width: 44.01rem) { thead th:last-child { width: 18%; } }
th[scope=row] { font-weight: 400; overflow-wrap: anywhere; }
caption { text-align: left; color: var(--faint); padding: 0 .6rem .3rem; }
td.n { white-space: nowrap; }
td .faint { font-size: .85em; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .2rem 1rem;
  overflow-wrap: anywhere; }
dt { color: var(--faint); } dd { margin: 0; }
tr.aa th, tr.aa td { color: var(--faint); }
@media (max-width: 44rem) {
  .extra { display: none; } .wide-only { display: none; } .narrow { display: block; }
  table { font-size: .78rem; } th, td { padding: .3rem .2rem; }
  td.ratio .faint { display: block; }
  caption { padding: 0 .25rem .3rem; }
}
@media print { .narrow { display: none; } .wide-only { display: block; } }
)";

std::string tag(std::string_view name, std::string_view text) {
    return "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) +
           ">\n";
}

std::string_view class_of(verdict said) {
    return said == verdict::slower ? "bad" : said == verdict::faster ? "good" : "";
}

std::string head_cell(std::string_view text, std::string_view classes = {}) {
    return "<th scope=\"col\"" +
           (classes.empty() ? std::string() : " class=\"" + std::string(classes) + "\"") +
           ">" + escaped(text) + "</th>";
}

std::string cell(std::string_view text, std::string_view classes) {
    return "<td class=\"" + std::string(classes) + "\">" + escaped(text) + "</td>";
}

std::string ratio_cell(const spread& ratios) {
    const auto parts = parts_of(ratios);
    return "<td class=\"n ratio\">" + escaped(parts.middle) + " <span class=\"faint\">" +
           escaped(parts.span) + "</span></td>";
}

std::string row_begin(std::string_view name, bool again) {
    return std::string(again ? "<tr class=\"aa\">" : "<tr>") + "<th scope=\"row\">" +
           escaped(name) + "</th>";
}

std::string_view rank(const figure& of) {
    return of.first_rank ? "n" : "n extra";
}

// -- The tables of figures.

std::string subject_row(const workload_result& in, const subject_result& of,
                        std::size_t columns) {
    std::string row = row_begin(of.name, of.as == role::again);
    if (!of.failure.empty())
        return row + "<td class=\"bad\" colspan=\"" + std::to_string(columns) + "\">" +
               escaped(of.failure) + "</td></tr>\n";
    for (const auto& each : figures(in, &of))
        row += cell(each.cell, rank(each));
    const auto ratios = spread_of(of.ratios);
    row +=
        of.as == role::baseline || !ratios ? cell("1", "n ratio") : ratio_cell(*ratios);
    return row + cell(row_word(in, of), class_of(verdict_of(in, of))) + "</tr>\n";
}

std::string caption_of(const workload_result& of) {
    const std::string unit = of.what == kind::stream ? "one way" : "microseconds";
    return of.placement + ", " + unit + "; ratio: median, least-greatest repetition";
}

std::string workload_html(const workload_result& of) {
    std::string out = tag("h3", of.name);
    if (!of.left_out.empty())
        return out + "<p class=\"faint\">Left out: " + escaped(of.left_out) + "</p>\n";
    out += "<div class=\"wide\"><table>\n" + tag("caption", caption_of(of)) +
           "<thead><tr>" + head_cell("Subject");
    const auto heads = figures(of, nullptr);
    for (const auto& each : heads)
        out += head_cell(each.head, rank(each));
    out += head_cell("ratio", "n") + head_cell("verdict") + "</tr></thead>\n<tbody>\n";
    for (const auto& each : of.subjects)
        out += subject_row(of, each, heads.size() + 2);
    out += "</tbody></table></div>\n";
    for (const auto& words : {stray_warning(of), cut_warning(of)})
        if (!words.empty())
            out += "<p class=\"bad\">" + escaped(words) + "</p>\n";
    return out;
}

// -- The other parts.

std::string loud_html(const report& of) {
    const auto words = loud_words(of);
    if (words.empty())
        return {};
    std::string out = "<div class=\"loud\" role=\"note\">\n";
    for (const auto& each : words)
        out += tag("p", each);
    return out + "</div>\n";
}

std::string warnings_html(const page_parts& parts) {
    std::string rows;
    for (const auto* words : {&parts.of.warnings, &parts.notes})
        for (const auto& each : *words)
            rows += tag("li", each);
    return rows.empty() ? rows : "<ul class=\"warnings\">\n" + rows + "</ul>\n";
}

std::string plots_html(const page_parts& parts) {
    if (parts.plots.empty())
        return {};
    std::string out = tag("h2", "Pictures");
    for (const auto& [what, drawn] : parts.plots) {
        const std::string label =
            "\" role=\"img\" aria-label=\"" + escaped(what.alternative) + "\">\n";
        out += "<figure>\n" + tag("h3", what.title) + "<div class=\"wide-only" + label +
               drawn.wide + "</div>\n<div class=\"narrow" + label + drawn.narrow +
               "</div>\n" + tag("figcaption", what.caption) + "</figure>\n";
    }
    return out;
}

std::string goals_html(const report& of) {
    const auto all = goals(of);
    if (all.empty())
        return {};
    std::string rows;
    for (const auto& each : all)
        rows += row_begin(each.words, false) +
                cell(in_goal_words(each.said), class_of(each.said)) + "</tr>\n";
    return tag("h2", "Goals") + tag("p", "What the reference of lesson 08 shall reach.") +
           "<div class=\"wide\"><table>\n<thead><tr>" + head_cell("Goal") +
           head_cell("Here") + "</tr></thead>\n<tbody>\n" + rows +
           "</tbody></table></div>\n";
}

std::string list_html(std::string_view head, const std::vector<std::string>& all) {
    std::string words;
    for (const auto& each : all)
        words += (words.empty() ? "" : "; ") + each;
    return words.empty()
               ? words
               : "<p class=\"faint\">" + escaped(head) + escaped(words) + ".</p>\n";
}

std::string compared_html(const compared_workload& of) {
    std::string rows;
    for (const auto& each : of.subjects) {
        const bool aa = each.again && each.said != verdict::no_verdict;
        rows += row_begin(each.name, each.again) + ratio_cell(each.then) +
                ratio_cell(each.now) +
                cell(aa ? "A/A" : in_change_words(each.said),
                     each.again ? "" : class_of(each.said)) +
                "</tr>\n";
    }
    return tag("h3", of.name) + "<div class=\"wide\"><table>\n<thead><tr>" +
           head_cell("Subject") + head_cell("then", "n") + head_cell("now", "n") +
           head_cell("verdict") + "</tr></thead>\n<tbody>\n" + rows +
           "</tbody></table></div>\n" +
           (of.no_verdict.empty()
                ? ""
                : "<p class=\"bad\">" + escaped(of.no_verdict) + "</p>\n");
}

std::string comparison_html(const comparison* of) {
    if (of == nullptr)
        return {};
    std::string out = tag("h2", "Compared with the run of " + of->then);
    for (const auto& each : of->warnings)
        out += "<p class=\"bad\">" + escaped(each) + "</p>\n";
    out += tag("p", comparison_key());
    for (const auto& each : of->workloads)
        out += compared_html(each);
    return out + list_html("Only then: ", of->only_then) +
           list_html("Only now: ", of->only_now);
}

std::string outside_html(const report& of) {
    if (of.outside.words.empty())
        return {};
    std::string words = of.outside.words;
    const auto ours = std::find_if(
        of.workloads.begin(), of.workloads.end(), [](const workload_result& each) {
            return each.name == checked_outside && each.left_out.empty() &&
                   !each.subjects.empty();
        });
    if (of.outside.median > 0 && ours != of.workloads.end()) {
        const double own = median_of(ours->subjects.front().medians);
        words += " The hand-written code took " + with_unit(own / 1e3) +
                 " here: " + parts_of({0, own / of.outside.median, 2}).middle +
                 " of that. The two neither alternate nor time alike: this checks the "
                 "size of the figure, not its percents.";
    }
    return tag("h2", "Outside check") + tag("p", words);
}

std::string labels_html(const report& of) {
    std::string out = tag("h2", "Where and how") + "<dl>\n";
    for (const auto& [name, value] : of.labels)
        out += "<dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd>\n";
    return out + "</dl>\n";
}

constexpr const char* how_to_read =
    "In every round each subject does the operation once, in an order that changes by "
    "chance, so that all share what the machine does meanwhile. A ratio is a subject's "
    "median divided by that of the first row. The row \"again\" is the first row's code "
    "a second time (A/A): it shows what a ratio of nothing looks like. A ratio is "
    "called slower or faster only when all its repetitions lie on one side of 1 and "
    "its median lies further from 1 than any repetition of A/A. Absolute times belong "
    "to this machine and to this hour.";

} // namespace

std::string page_of(const page_parts& parts) {
    const report& of = parts.of;
    std::string body = loud_html(of) + warnings_html(parts) + tag("p", how_to_read) +
                       goals_html(of) + comparison_html(parts.change) +
                       plots_html(parts) + tag("h2", "Figures");
    for (const auto& each : of.workloads)
        body += workload_html(each);
    body += outside_html(of) + labels_html(of);
    const std::string title = std::string("Latency on loopback") +
                              (of.interrupted ? " (interrupted)" : "") +
                              (of.unoptimized ? " (debug build)" : "");
    return kit::page(title, body, {}, std::string(style) + std::string(series_style()));
}

} // namespace bench
