// kit grade: one submission.
#include "grading_options.hpp"

#include <system_error>

#include "../screen.hpp"
#include "verdict_cache.hpp"

namespace kit {
namespace {

using grading::judged_lesson;
using mark = test_result::mark;

void say_verdict(const grading::verdict& all) {
    if (!all.unusable.empty())
        say_wrapped("Nothing could be graded: " + all.unusable + ".", "", tone::bad);
    for (const auto& l : all.lessons) {
        std::string how = grading::in_words(l.how);
        if (l.how == judged_lesson::state::graded)
            how = std::to_string(l.count(mark::passed)) + " of " +
                  std::to_string(l.tests.size() - l.count(mark::skipped)) + " tests";
        if (l.tower)
            how += *l.tower ? ", stands on own lessons" : ", falls on own lessons";
        std::string line = "  " + l.title;
        line.resize(std::max<std::size_t>(line.size() + 1, 18), ' ');
        const std::string points = l.judged() ? grading::number_text(l.points) + " of " +
                                                    grading::number_text(l.most)
                                              : "-";
        say(paint(line + points +
                      std::string(12 - std::min<std::size_t>(11, points.size()), ' ') +
                      how,
                  l.full() ? tone::good : tone::bad));
        if (!l.sometimes.empty())
            say_wrapped(grading::sometimes_text(l), "      ", tone::faint);
        for (const auto& remark : l.remarks)
            say_wrapped(remark, "      ", tone::faint);
        for (std::size_t i = 0; i < std::min<std::size_t>(3, l.reasons.size()); ++i)
            say_wrapped(l.reasons[i], "      ", tone::faint);
    }
    for (const auto& remark : all.remarks)
        say_wrapped(remark, "      ", tone::faint);
    if (!all.ignored.empty())
        say_wrapped(counted(all.ignored.size(), "file") + " without effect: " +
                        all.ignored.front() + (all.ignored.size() > 1 ? ", ..." : ""),
                    "      ", tone::faint);
    if (all.judged())
        say(all.submission + ": " + grading::number_text(all.points) + " of " +
            grading::number_text(all.most) + " points");
    else
        say(all.submission + ": not judged: the grader failed");
}

} // namespace

int run_grade(const project& where, const arguments& args) {
    options asked("grade", args, {KIT_GRADING_OPTIONS, "--out", "--cache"},
                  {KIT_GRADING_FLAGS});
    auto settings = read_settings(where, asked, {"json", "html"});
    const auto out = asked.value("--out");
    if (!asked.bad() && asked.rest().size() != 1)
        asked.complain_of("Which submission? One folder or archive, please.");
    if (!asked.bad() && !out)
        asked.complain_of("Where do the reports go? --out FOLDER");
    if (asked.bad())
        return status_wrong_call;
    const fs::path path = asked.rest().front();
    std::error_code error;
    if (!fs::exists(path, error)) {
        complain("There is no submission at " + grading::harmless_name(path.string()) +
                 ".");
        return status_wrong_call;
    }
    const auto shop = open_workshop(where, settings);
    grading::verdict all;
    if (shop != nullptr) {
        if (const int status = fits(where, *shop, settings); status != status_good)
            return status;
        const auto submission = grading::take_in(
            where, path, shop->new_folder("unpacked", true), settings.jailed);
        grading::cache known;
        if (const auto folder = asked.value("--cache")) {
            known = cache_in(*folder);
            if (!find_identity(*shop, settings))
                return status_broken;
        }
        all = grading::judge_twice(*shop, submission, settings.judging, *settings.points,
                                   known);
    } else {
        all.submission = grading::harmless_name(path.filename().string());
        all.unusable = "the grader could not work; its own words are on its error output";
        all.grader_failed = true;
    }
    if (grader::os::is_interrupted() ||
        !write_reports(all, *out, settings,
                       fs::path(*out) / "instructor/private-tests.txt") ||
        shop == nullptr)
        return status_broken;
    say_verdict(all);
    if (all.judged())
        return status_good;
    complain("What is not judged is the grader's failure, and no mark. Judge it again:");
    complain("the same call, once there is room and memory for it.");
    return status_broken;
}

} // namespace kit
