#include "points.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kit::grading {
namespace {

using mark = test_result::mark;

double rounded(double value) {
    return std::round(value * 100) / 100;
}

} // namespace

points_table::points_table(const std::string& text, std::string& why) : text_(text) {
    int number = 0;
    for (const auto& line : lines_of(text)) {
        ++number;
        if (line.find_first_not_of(' ') == std::string::npos || line.starts_with("#"))
            continue;
        if (!read_line(line)) {
            why = "line " + std::to_string(number) +
                  " is none of LESSON POINTS, LESSON WEIGHT \"TEST\", LESSON given "
                  "\"TEST\" "
                  "and tower POINTS: " +
                  line;
            return;
        }
    }
}

bool points_table::read_line(const std::string& line) {
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

} // namespace kit::grading
