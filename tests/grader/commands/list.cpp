// kit list and kit alone: where the student stands.
#include <algorithm>

#include "../commands.hpp"
#include "../screen.hpp"

namespace kit {
namespace {

std::string state_of(const lesson_progress& entry) {
    std::string words = entry.check;
    if (entry.check == "failed" && entry.total > 0)
        words = std::to_string(entry.passed) + " of " + std::to_string(entry.total) +
                " tests pass";
    else if (entry.check == "failed")
        words = "does not compile";
    else if (entry.check == "refused")
        words = "passes, but can't be graded like this";
    if (entry.own == "passed")
        words += words.empty() ? "passed on your own" : ", also on your own";
    if (entry.hints > 0)
        words += (words.empty() ? "" : ", ") + counted(entry.hints, "hint");
    return words;
}

std::size_t passed_lessons(const project& where, progress& so_far) {
    const auto& lessons = where.lessons();
    return static_cast<std::size_t>(
        std::count_if(lessons.begin(), lessons.end(), [&](const lesson& each) {
            return so_far.of(each).check == "passed";
        }));
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size() + 1, width), ' ');
    return text;
}

} // namespace

int run_list(const project& where, const arguments& args) {
    const call asked("list", args, {});
    if (!asked.names_nothing())
        return status_wrong_call;
    progress so_far(where);
    const lesson* next = next_lesson(where, so_far);
    for (const lesson& each : where.lessons()) {
        const lesson_progress& entry = so_far.of(each);
        const bool passed = entry.check == "passed";
        const tone t = passed ? tone::good : &each == next ? tone::strong : tone::faint;
        const std::string mark = passed ? " ok " : &each == next ? " -> " : "    ";
        const std::string state = state_of(entry);
        const std::string title = title_of(where, each);
        const std::string line = mark + padded(each.number, 4) +
                                 (state.empty() ? title : padded(title, 34) + state);
        say(paint(line.substr(0, columns), t));
    }
    say();
    say(std::to_string(passed_lessons(where, so_far)) + " of " +
        counted(where.lessons().size(), "lesson") + " passed");
    return status_good;
}

int run_status(const project& where, const arguments&) {
    progress so_far(where);
    const std::size_t passed = passed_lessons(where, so_far);
    say(paint("First Byte", tone::strong) + ": " + std::to_string(passed) + " of " +
        counted(where.lessons().size(), "lesson") + " passed.");
    say();
    const lesson* next = next_lesson(where, so_far);
    if (next == nullptr) {
        say("Every lesson is passed. Does the whole tower stand on your own code?");
        if (!where.lessons().empty())
            say("  ./kit check " + where.lessons().back().typed + " --own");
        return status_good;
    }
    const lesson_progress& entry = so_far.of(*next);
    say("Next is lesson " + next->number + ", " + title_of(where, *next) + "." +
        (entry.check.empty() ? "" : " So far: " + state_of(entry) + "."));
    say();
    say("  read    lessons/" + next->folder + "/README.md");
    say("  try     ./kit run " + next->typed +
        (next->has_contract ? "" : " " + next->programs.front()));
    say("  write   lessons/" + next->folder + "/" +
        (next->has_contract ? next->name + ".cpp" : "*.cpp"));
    say("  check   ./kit check " + next->typed);
    say("  stuck?  ./kit hint " + next->typed);
    say();
    say(paint("All commands: ./kit --help. The finished thing at work: ./kit demo",
              tone::faint));
    return status_good;
}

} // namespace kit
