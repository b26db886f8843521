#include "points.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace kit::grading {
namespace {

using mark = test_result::mark;

double rounded(double value) {
    return std::round(value * 100) / 100;
}

/// How many letters are to be changed, added or taken out to make one text of the other.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t before = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = before + (a[i - 1] == b[j - 1] ? 0 : 1);
            before = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row.back();
}

} // namespace

points_table::points_table(const std::string& text, std::string& why) : text_(text) {
    int number = 0;
    for (const auto& line : lines_of(text)) {
        ++number;
        if (line.find_first_not_of(' ') == std::string::npos || line.starts_with("#"))
            continue;
        if (!read_line(line, number)) {
            why = "line " + std::to_string(number) +
                  " is none of LESSON POINTS, LESSON WEIGHT \"TEST\", LESSON given "
                  "\"TEST\" "
                  "and tower POINTS: " +
                  line;
            return;
        }
    }
}

bool points_table::read_line(const std::string& line, int number) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos)
        return false;
    const std::string key = line.substr(0, space);
    const bool is_lesson =
        key.size() == 2 && std::isdigit(key[0]) && std::isdigit(key[1]);
    const std::size_t quote = line.find('"');
    const std::size_t last = line.rfind('"');
    const bool names_test = quote != std::string::npos;
    if ((!is_lesson && key != "tower") || (names_test && (last == quote || !is_lesson)))
        return false;
    if (is_lesson)
        names_.push_back(
            {number, key, names_test ? line.substr(quote + 1, last - quote - 1) : ""});
    const std::string test =
        names_test ? key + " " + line.substr(quote + 1, last - quote - 1) : "";
    if (names_test && line.substr(space + 1).starts_with("given ")) {
        given_.insert(test);
        return true;
    }
    char* end = nullptr;
    const double value = std::strtod(line.c_str() + space, &end);
    if (end == line.c_str() + space || !(value >= 0 && value <= 10000))
        return false;
    if (names_test)
        tests_[test] = value;
    else if (is_lesson)
        lessons_[key] = value;
    else
        tower_ = value;
    return true;
}

void points_table::score(judged_lesson& l) const {
    const auto worth = lessons_.find(l.number);
    l.most = worth == lessons_.end() ? 10 : worth->second;
    double all = 0, passed = 0, given = 0;
    bool failed = false;
    for (auto& test : l.tests) {
        const auto weight = tests_.find(l.number + " " + test.name);
        test.weight = weight == tests_.end() ? 1 : weight->second;
        if (test.how == mark::skipped)
            continue; // this machine could not ask: nobody's fault
        test.given = given_.contains(l.number + " " + test.name);
        all += test.weight;
        given += test.given ? test.weight : 0;
        if (test.how == mark::passed)
            passed += test.weight;
        failed = failed || test.how == mark::failed;
    }
    const bool graded = l.how == judged_lesson::state::graded;
    // Who writes nothing passes the tests of what was given, and has earned nothing.
    const double earned = std::max(0.0, passed - given);
    l.points = graded && all > given ? rounded(l.most * earned / (all - given)) : 0;
    // A test that failed costs something, however many passed.
    if (failed && l.points == l.most && l.most > 0)
        l.points = rounded(l.most - 0.01);
}

void points_table::sum(verdict& all) const {
    all.points = all.most = all.bonus = 0;
    if (all.grader_failed)
        return;
    std::size_t towers = 0, standing = 0;
    for (const auto& l : all.lessons) {
        all.points += l.points;
        all.most += l.most;
        if (l.number != "01") {
            ++towers;
            standing += l.tower.value_or(false) ? 1 : 0;
        }
    }
    if (towers > 0)
        all.bonus =
            rounded(tower_ * static_cast<double>(standing) / static_cast<double>(towers));
    all.points = rounded(all.points + all.bonus);
    all.most = rounded(all.most);
}

std::string unknown_names(const points_table& points,
                          const std::map<std::string, std::vector<std::string>>& tests) {
    for (const auto& one : points.names()) {
        const std::string where = "line " + std::to_string(one.line) + ": ";
        const auto lesson = tests.find(one.lesson);
        if (lesson == tests.end())
            return where + "there is no lesson " + one.lesson + ".";
        const auto& known = lesson->second;
        if (one.test.empty() ||
            std::find(known.begin(), known.end(), one.test) != known.end())
            continue;
        const auto nearest = std::min_element(
            known.begin(), known.end(), [&](const auto& a, const auto& b) {
                return distance(a, one.test) < distance(b, one.test);
            });
        return where + "lesson " + one.lesson + " has no test \"" + one.test + "\"" +
               (nearest == known.end() ? "." : "; did you mean \"" + *nearest + "\"?") +
               " (Private tests are known only with --tests.)";
    }
    return {};
}

} // namespace kit::grading
