// One submission as a page.
#include "../text/markup.hpp"
#include "../text/page.hpp"
#include "feedback.hpp"
#include "formats.hpp"
#include "json.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

std::string pre(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return "<pre tabindex=\"0\">" + escaped(text) + "</pre>\n";
}

std::string score_text(const auto& judged) {
    return judged.judged()
               ? number_text(judged.points) + " of " + number_text(judged.most)
               : in_words(state::not_judged);
}

/// Every point of it. Where a student is told no more than the points, there are no
/// tests.
bool in_full(const judged_lesson& l) {
    return l.tests.empty() ? l.how == state::graded && l.points == l.most : l.full();
}

std::string summary_table(const verdict& all) {
    std::string rows;
    for (const auto& l : all.lessons) {
        std::string tests = in_words(l.how);
        if (l.how == state::graded && !l.tests.empty())
            tests = std::to_string(l.count(mark::passed)) + " passed, " +
                    std::to_string(l.count(mark::failed)) + " failed";
        if (const auto skipped = l.count(mark::skipped); skipped > 0)
            tests += ", " + std::to_string(skipped) + " not possible here";
        rows += "<tr><td><a href=\"#lesson-" + l.number + "\">" + escaped(l.title) +
                "</a></td><td class=\"n\">" + score_text(l) + "</td><td class=\"" +
                (in_full(l) ? "good" : "bad") + "\">" + tests + "</td><td>" +
                (l.tower ? *l.tower ? "stands" : "falls" : "") + "</td></tr>\n";
    }
    return "<div class=\"wide\"><table>\n<thead><tr><th>Lesson</th><th class=\"n\">Points"
           "</th><th>Tests</th><th>On own lessons</th></tr></thead>\n<tbody>\n" +
           rows + "</tbody></table></div>\n";
}

std::string test_html(const judged_test& test) {
    const std::string name =
        escaped(test.name) + " <span class=\"faint\">(" + test.judge + ")</span>";
    if (test.how == mark::passed)
        return "<div class=\"good\">&#10003; " + name + "</div>\n";
    if (test.how == mark::skipped)
        return "<div class=\"faint\">&#8211; " + name + ": " + escaped(test.reason) +
               "</div>\n";
    return "<details><summary class=\"bad\">&#10007; " + name + "</summary>\n" +
           pre(test.text) + "</details>\n";
}

std::string lesson_html(const judged_lesson& l) {
    std::string out = "<h2 id=\"lesson-" + l.number + "\">" + escaped(l.title) +
                      " <span " + "class=\"faint\">" + score_text(l) + "</span></h2>\n";
    if (l.how != state::graded)
        out += "<p class=\"bad\">" + in_words(l.how) + "</p>\n";
    if (!l.sometimes.empty())
        out += "<p class=\"bad\">" + escaped(sometimes_text(l)) + "</p>\n";
    for (const auto& remark : l.remarks)
        out += "<p class=\"bad\">" + escaped(remark) + "</p>\n";
    if (!l.reasons.empty())
        out += pre(l.reasons);
    for (const auto& test : l.tests)
        out += test_html(test);
    if (!l.printed.empty())
        out += "<details><summary class=\"faint\">What its code printed</summary>\n" +
               pre(lines_of(l.printed)) + "</details>\n";
    return out;
}

} // namespace

std::string as_html(const verdict& all) {
    std::string body =
        "<p><strong>" + score_text(all) + (all.judged() ? " points" : "") + "</strong>" +
        (all.bonus > 0
             ? ", of which " + number_text(all.bonus) + " for lessons on own earlier ones"
             : "") +
        "</p>\n";
    if (!all.unusable.empty())
        body += "<p class=\"bad\">Nothing could be graded: " + escaped(all.unusable) +
                ".</p>\n";
    for (const auto& remark : all.remarks)
        body += "<p class=\"bad\">" + escaped(remark) + "</p>\n";
    body += summary_table(all);
    for (const auto& l : all.lessons)
        body += lesson_html(l);
    if (!all.ignored.empty())
        body += "<h2>Files without effect</h2>\n<p>The grader has its own of these, or "
                "does not know them.</p>\n" +
                pre(all.ignored);
    return page(all.submission, body);
}

} // namespace kit::grading
