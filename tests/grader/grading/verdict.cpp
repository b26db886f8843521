#include "verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

constexpr std::array states{"graded",           "untouched", "missing",
                            "does not compile", "refused",   "not judged"};
constexpr std::array marks{"passed", "failed", "skipped"};

template <class Names>
std::size_t index_of(const Names& names, const std::string& word) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), word) -
                                    names.begin());
}

/// "KEY rest of line"; takes the key off.
std::string take_word(std::string& line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    std::string word = line.substr(0, space);
    line.erase(0, space + 1);
    return word;
}

/// Without the line breaks that would begin another entry.
std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::replace(text.begin(), text.end(), '\r', ' ');
    return text;
}

/// The last line of what is stored: how long the text before it is, and a number that is
/// another one where a character of it is.
std::string end_of(const std::string& text) {
    return "end " + std::to_string(text.size()) + " " + in_hex(fingerprint(text)) + "\n";
}

} // namespace

bool judged_lesson::full() const {
    return how == state::graded && count(mark::failed) == 0 && count(mark::passed) > 0;
}

std::size_t judged_lesson::count(mark wanted) const {
    return static_cast<std::size_t>(
        std::count_if(tests.begin(), tests.end(),
                      [&](const judged_test& test) { return test.how == wanted; }));
}

bool verdict::judged() const {
    return !grader_failed && std::all_of(lessons.begin(), lessons.end(),
                                         [](const auto& l) { return l.judged(); });
}

std::vector<std::string> verdict::why_not_judged() const {
    if (grader_failed)
        return {unusable};
    std::vector<std::string> why;
    for (const auto& l : lessons)
        if (!l.judged())
            why.push_back(l.title + ": " + (l.reasons.empty() ? "" : l.reasons.front()));
    return why;
}

std::string points_text(const judged_lesson& lesson) {
    return lesson.judged() ? number_text(lesson.points) : std::string();
}

std::string points_text(const verdict& all) {
    return all.judged() ? number_text(all.points) : std::string();
}

std::string in_words(state how) {
    return states.at(static_cast<std::size_t>(how));
}

std::string number_text(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", std::round(value * 100) / 100);
    std::string shown = text.data();
    shown.erase(shown.find_last_not_of('0') + 1);
    if (shown.ends_with("."))
        shown.pop_back();
    return shown;
}

std::string stored(const judged_lesson& l) {
    std::string out = "lesson " + l.number + " " + l.title + "\nstate " +
                      in_words(l.how) + "\npoints " + number_text(l.points) + " " +
                      number_text(l.most) + "\n";
    if (l.tower)
        out += *l.tower ? "tower stands\n" : "tower falls\n";
    for (const auto& test : l.sometimes)
        out += "sometimes " + one_line(test) + "\n";
    for (const auto& reason : l.reasons)
        out += "reason " + one_line(reason) + "\n";
    for (const auto& test : l.tests) {
        out += "test " + test.judge + " " + marks.at(static_cast<std::size_t>(test.how)) +
               " " + number_text(test.weight) + " " + one_line(test.name) + "\n";
        if (!test.reason.empty())
            out += "why " + one_line(test.reason) + "\n";
        for (const auto& line : test.text)
            out += "text " + one_line(line) + "\n";
    }
    for (const auto& line : lines_of(l.printed))
        out += "printed " + line + "\n";
    return out + end_of(out);
}

std::optional<judged_lesson> restored(const std::string& text) {
    const std::size_t end = text.rfind("end ");
    if (end == std::string::npos || text.substr(end) != end_of(text.substr(0, end)))
        return std::nullopt;
    judged_lesson l;
    for (std::string line : lines_of(text.substr(0, end))) {
        const std::string key = take_word(line);
        if (key == "lesson") {
            l.number = take_word(line);
            l.title = line;
        } else if (key == "state") {
            const std::size_t which = index_of(states, line);
            if (which == states.size())
                return std::nullopt;
            l.how = static_cast<state>(which);
        } else if (key == "points") {
            l.points = std::strtod(take_word(line).c_str(), nullptr);
            l.most = std::strtod(line.c_str(), nullptr);
        } else if (key == "tower") {
            l.tower = line == "stands";
        } else if (key == "sometimes") {
            l.sometimes.push_back(line);
        } else if (key == "reason") {
            l.reasons.push_back(line);
        } else if (key == "test") {
            judged_test test;
            test.judge = take_word(line);
            const std::size_t how = index_of(marks, take_word(line));
            if (how == marks.size())
                return std::nullopt;
            test.how = static_cast<mark>(how);
            test.weight = std::strtod(take_word(line).c_str(), nullptr);
            test.name = line;
            l.tests.push_back(std::move(test));
        } else if (key == "why" && !l.tests.empty()) {
            l.tests.back().reason = line;
        } else if (key == "text" && !l.tests.empty()) {
            l.tests.back().text.push_back(line);
        } else if (key == "printed") {
            l.printed += line + "\n";
        } else {
            return std::nullopt;
        }
    }
    return l.judged() ? std::optional(std::move(l)) : std::nullopt;
}

} // namespace kit::grading
