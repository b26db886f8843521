#include "class_report.hpp"

#include <algorithm>

#include "../text/markup.hpp"
#include "../text/page.hpp"
#include "json.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

/// A text in which no program for tables finds a formula, whatever it takes for the end
/// of a cell: of several countries it is ";", which makes our quotes part of a cell.
std::string without_formulas(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool begins =
            i == 0 || std::string_view(";\t\r\n").find(text[i - 1]) != std::string::npos;
        const std::size_t first =
            begins ? text.find_first_not_of(" \"", i) : std::string::npos;
        if (first != std::string::npos &&
            std::string_view("=+-@\t\r").find(text[first]) != std::string::npos)
            out += "'";
        if (i < text.size())
            out += text[i];
    }
    return out;
}

std::string cell(const std::string& asked) {
    const std::string text = without_formulas(asked);
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

/// What is to be known of its files.
std::string on_files(const verdict& all) {
    std::string text;
    for (const auto& remark : all.remarks)
        text += (text.empty() ? "" : "; ") + remark;
    for (const auto& l : all.lessons)
        for (const auto& remark : l.remarks)
            text += (text.empty() ? "" : "; ") + remark;
    return text;
}

std::string remark_on(const verdict& all) {
    const std::string files = on_files(all);
    if (all.judged() && !all.unusable.empty())
        return all.unusable;
    if (all.judged()) {
        std::string text;
        for (const auto& l : all.lessons)
            if (!l.sometimes.empty())
                text += (text.empty() ? "sometimes: " : ", ") + l.title;
        return text.empty() ? files : files.empty() ? text : text + "; " + files;
    }
    std::string text = "not judged:";
    for (const auto& line : all.why_not_judged())
        text += " " + line + ".";
    return files.empty() ? text : text + " " + files;
}

/// How much of a lesson's points, from 0 to 1.
double share(const judged_lesson& l) {
    return l.most > 0 ? l.points / l.most : 0;
}

std::string colour(const judged_lesson& l) {
    if (l.how != state::graded)
        return "transparent";
    // Red to green by way of yellow, readable on white and on black.
    return "hsl(" + std::to_string(static_cast<int>(share(l) * 130)) + " 60% 45%)";
}

std::string cells_of(const graded& one) {
    std::string out;
    for (const auto& l : one.result.lessons)
        out += "<td class=\"n\" data-v=\"" + number_text(l.points) +
               "\"><a href=\"students/" + one.of.key + "/report.html#lesson-" + l.number +
               "\" title=\"" + escaped(in_words(l.how)) + "\">" +
               (l.judged() ? number_text(l.points) : "not judged") +
               "</a> <span class=\"cell\" style=\"background:" + colour(l) +
               "\"></span></td>";
    return out;
}

std::string table(const std::vector<graded>& all) {
    std::string head = "<tr><th><button>Student</button></th><th class=\"n\"><button>"
                       "Points</button></th>";
    if (!all.empty())
        for (const auto& l : all.front().result.lessons)
            head += "<th class=\"n\"><button>" + l.number + "</button></th>";
    std::string rows;
    for (const auto& one : all)
        rows +=
            "<tr><td><a href=\"students/" + one.of.key + "/report.html\">" +
            escaped(one.of.student) + "</a>" +
            (one.result.unusable.empty() ? ""
                                         : "<br><span class=\"bad\">" +
                                               escaped(one.result.unusable) + "</span>") +
            "</td><td class=\"n\" data-v=\"" + number_text(one.result.points) + "\">" +
            (one.result.judged() ? number_text(one.result.points) : "not judged") +
            "</td>" + cells_of(one) + "</tr>\n";
    return "<div class=\"wide\"><table id=\"class\">\n<thead>" + head +
           "</tr></thead>\n<tbody>\n" + rows + "</tbody></table></div>\n";
}

/// For each lesson a bar: all tests passed, some, none, not graded.
std::string picture(const std::vector<graded>& all) {
    if (all.empty() || all.front().result.lessons.empty())
        return {};
    const auto& lessons = all.front().result.lessons;
    std::string bars;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        std::size_t counts[3] = {0, 0, 0};
        for (const auto& one : all) {
            const auto& l = one.result.lessons[i];
            if (l.how == state::graded)
                ++counts[l.full() ? 0 : l.points > 0 ? 1 : 2];
        }
        static constexpr const char* fills[] = {"hsl(130 60% 40%)", "hsl(45 80% 50%)",
                                                "hsl(0 60% 50%)"};
        static constexpr const char* words[] = {"all tests passed", "some points",
                                                "no points"};
        const std::string y = std::to_string(i * 24);
        bars += "<text x=\"0\" y=\"" + std::to_string(i * 24 + 15) + "\">" +
                escaped(lessons[i].title) + "</text>";
        double x = 110;
        for (int part = 0; part < 3; ++part) {
            const double width = 480.0 * static_cast<double>(counts[part]) /
                                 static_cast<double>(all.size());
            if (counts[part] > 0)
                bars += "<rect x=\"" + number_text(x) + "\" y=\"" + y + "\" width=\"" +
                        number_text(width) + "\" height=\"18\" fill=\"" + fills[part] +
                        "\"><title>" + std::to_string(counts[part]) + " " + words[part] +
                        "</title></rect>";
            x += width;
        }
        bars += "<rect x=\"110\" y=\"" + y +
                "\" width=\"480\" height=\"18\" fill=\"none\" "
                "stroke=\"#8888\"/>";
    }
    return "<svg role=\"img\" aria-label=\"How the lessons went\" viewBox=\"0 0 600 " +
           std::to_string(lessons.size() * 24) +
           "\" style=\"max-width:600px;width:100%\">" + bars +
           "</svg>\n<p class=\"faint\">Green: all tests passed. Yellow: some points. "
           "Red: none. Empty: nothing to run.</p>\n";
}

/// What the grader could not judge, and why: nobody is to take it for a mark.
std::string not_judged_list(const std::vector<graded>& all) {
    std::string items;
    for (const auto& one : all)
        for (const auto& why : one.result.why_not_judged())
            items += "<li>" + escaped(one.of.student) + ": " + escaped(why) + "</li>\n";
    return items.empty()
               ? ""
               : "<h2>Not judged</h2>\n<p class=\"bad\">The grader failed here, "
                 "and not the student. The same call judges them again.</p>\n"
                 "<ul>\n" +
                     items + "</ul>\n";
}

std::string mistakes_table(const project& where, const std::vector<graded>& all) {
    constexpr std::size_t most = 25, linked = 5;
    std::string rows;
    const auto mistakes = mistakes_of(where, all);
    for (std::size_t i = 0; i < std::min(mistakes.size(), most); ++i) {
        const auto& one = mistakes[i];
        std::string links;
        for (std::size_t j = 0; j < std::min(one.who.size(), linked); ++j)
            links += (j > 0 ? ", " : "") + std::string("<a href=\"students/") +
                     all[one.who[j]].of.key + "/report.html#lesson-" +
                     one.lesson.substr(0, 2) + "\">" +
                     escaped(all[one.who[j]].of.student) + "</a>";
        if (one.who.size() > linked)
            links += ", ...";
        rows += "<tr><td class=\"n\">" + std::to_string(one.who.size()) + "</td><td>" +
                escaped(one.lesson) + "</td><td>" + escaped(one.name) + "</td><td>" +
                links + "</td></tr>\n";
    }
    if (rows.empty())
        return "<p>None.</p>\n";
    return "<div class=\"wide\"><table><thead><tr><th class=\"n\">Students</th><th>Lesson"
           "</th><th>Mistake</th><th>For example</th></tr></thead><tbody>\n" +
           rows + "</tbody></table></div>\n";
}

constexpr std::string_view sorting = R"(
for (const button of document.querySelectorAll('#class th button'))
  button.addEventListener('click', () => {
    const th = button.closest('th'), head = th.parentElement;
    const column = [...head.children].indexOf(th);
    const up = th.getAttribute('aria-sort') !== 'ascending';
    for (const other of head.children) other.removeAttribute('aria-sort');
    th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const body = document.querySelector('#class tbody');
    const value = row => { const cell = row.children[column];
      return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v); };
    [...body.rows].sort((a, b) => { const x = value(a), y = value(b);
      return (typeof x === 'number' ? x - y : x.localeCompare(y)) * (up ? 1 : -1); })
      .forEach(row => body.append(row));
  });
)";

} // namespace

std::string as_csv(const std::vector<graded>& all) {
    std::string out = "\"student\",\"submission\",\"points\",\"of\",\"bonus\"";
    if (!all.empty())
        for (const auto& l : all.front().result.lessons)
            out += "," + cell(l.title) + "," + cell(l.number + " state");
    out += ",\"remark\"\r\n";
    for (const auto& one : all) {
        out += cell(one.of.student) + "," + cell(one.result.submission) + "," +
               points_text(one.result) + "," + number_text(one.result.most) + "," +
               (one.result.judged() ? number_text(one.result.bonus) : "");
        for (const auto& l : one.result.lessons)
            out += "," + points_text(l) + "," + cell(in_words(l.how));
        out += "," + cell(remark_on(one.result)) + "\r\n";
    }
    return out;
}

std::string class_page(const project& where, const std::string& title,
                       const std::vector<graded>& all) {
    double sum = 0;
    std::size_t judged = 0;
    for (const auto& one : all)
        if (one.result.judged()) {
            sum += one.result.points;
            ++judged;
        }
    const std::string mean =
        judged == 0 ? "0" : number_text(sum / static_cast<double>(judged));
    const std::string most = all.empty() ? "0" : number_text(all.front().result.most);
    std::string body = "<p>" + std::to_string(all.size()) + " submissions, " + mean +
                       " of " + most +
                       " points on average. Also as "
                       "<a href=\"gradebook.csv\">gradebook.csv</a>.</p>\n";
    body += not_judged_list(all);
    body += "<h2>Lessons</h2>\n" + picture(all);
    body += "<h2>Most frequent mistakes</h2>\n" + mistakes_table(where, all);
    body += "<h2>Students</h2>\n" + table(all);
    return page(title, body, sorting);
}

} // namespace kit::grading
