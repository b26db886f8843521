#include "judging.hpp"

#include <algorithm>
#include <chrono>

#include "attempt.hpp"

namespace kit::grading {

namespace {

std::vector<std::string> remarks_of(const submission& from, const std::string& number) {
    const auto at = from.remarks.find(number);
    return at == from.remarks.end() ? std::vector<std::string>() : at->second;
}

/// What the grader could not read is no mistake: neither a mark nor none.
void not_judged(judged_lesson& l, const std::string& why) {
    l.how = judged_lesson::state::not_judged;
    l.reasons = {why};
    l.tests.clear();
    l.sometimes.clear();
    l.tower.reset();
    l.points = 0;
}

} // namespace

verdict judge_submission(const workshop& shop, const submission& from, const judging& how,
                         const points_table& points, const cache& known) {
    const auto begun = std::chrono::steady_clock::now();
    verdict made;
    made.submission = from.name;
    made.unusable = from.unusable;
    made.grader_failed = from.grader_failed;
    made.ignored = from.ignored;
    made.remarks = remarks_of(from, "");
    made.seed = how.seed;
    attempt work(shop, from, how, points, known);
    made.lessons = work.verdicts();
    for (auto& l : made.lessons) {
        l.remarks = remarks_of(from, l.number);
        if (made.grader_failed)
            not_judged(l, from.unusable);
        else if (const auto at = from.unread.find(l.number); at != from.unread.end())
            not_judged(l, at->second);
    }
    points.sum(made);
    made.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return made;
}

verdict judge_twice(const workshop& shop, const submission& from, const judging& how,
                    const points_table& points, const cache& known) {
    auto first = judge_submission(shop, from, how, points, known);
    if (first.judged() || first.grader_failed)
        return first;
    judging rest = how;
    rest.again = true;
    rest.threads = 1;
    std::erase_if(rest.lessons, [&](const lesson* each) {
        return std::any_of(
            first.lessons.begin(), first.lessons.end(),
            [&](const auto& l) { return l.number == each->number && l.judged(); });
    });
    auto second = judge_submission(shop, from, rest, points, known);
    for (auto& l : second.lessons)
        *std::find_if(first.lessons.begin(), first.lessons.end(), [&](const auto& old) {
            return old.number == l.number;
        }) = std::move(l);
    points.sum(first);
    first.seconds += second.seconds;
    return first;
}

} // namespace kit::grading
