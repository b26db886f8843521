#include "feedback.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;
using state = judged_lesson::state;

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

/// "expected", "happened" and "Read: ..." of a failure, without its timeline.
std::string hint_of(const std::vector<std::string>& text) {
    std::string hint;
    bool part = false;
    for (const auto& line : text) {
        if (line.starts_with("  expected ") || line.starts_with("  happened "))
            part = true;
        else if (line.empty())
            part = false;
        if (part || line.starts_with("  Read: "))
            hint += line + "\n";
    }
    return hint;
}

const judged_test* first_failure(const judged_lesson& l) {
    for (const auto& test : l.tests)
        if (test.how == mark::failed)
            return &test;
    return nullptr;
}

/// Why the lesson was not graded, in words for anybody.
std::string standing_of(const judged_lesson& l) {
    switch (l.how) {
    case state::graded:
        return {};
    case state::untouched:
        return "This lesson is as it was handed out.\n";
    case state::missing:
        return "There is no file of this lesson in the submission.\n";
    case state::not_compiled:
        return "This lesson does not compile.\n";
    case state::refused:
        return "This lesson was refused and not run.\n";
    case state::not_judged:
        return "This lesson could not be judged, by no fault of yours: the grader "
               "failed. "
               "Your instructor can see why.\n";
    }
    return {};
}

} // namespace

std::string sometimes_text(const judged_lesson& l) {
    std::string names;
    for (const auto& name : l.sometimes)
        names += (names.empty() ? "\"" : ", \"") + name + "\"";
    return "Sometimes: all tests passed in one run, and in another, with another order, "
           "not (" +
           names +
           "). The lower mark counts. The code keeps something from one test to the "
           "next, "
           "or depends on what differs from run to run, as an address does.";
}

std::string name_for_student(const judged_test& test) {
    return test.judge == "private" ? "a test of your instructor" : test.name;
}

std::string told_to_student(const judged_lesson& l, feedback level) {
    if (level == feedback::none && l.judged())
        return {};
    std::string text = standing_of(l) + joined(l.remarks);
    if (l.how == state::refused ||
        (l.how == state::not_compiled && level >= feedback::hint))
        text += joined(l.reasons);
    if (!l.sometimes.empty() && level >= feedback::verdict)
        text += sometimes_text(l) + "\n";
    if (l.tower && level >= feedback::verdict)
        text += *l.tower ? "It passes on your own earlier lessons, too.\n"
                         : "It does not pass on your own earlier lessons.\n";
    return text;
}

std::string told_to_student(const judged_lesson& l, const judged_test& test,
                            feedback level) {
    if (test.how == mark::skipped && level >= feedback::verdict)
        return test.judge == "private" ? "" : test.reason + "\n";
    if (test.how == mark::passed || test.judge == "private" || level < feedback::hint)
        return {};
    if (level == feedback::hint)
        return &test == first_failure(l) ? hint_of(test.text) : std::string();
    return joined(test.text);
}

verdict for_student(verdict all, feedback level) {
    for (auto& l : all.lessons) {
        for (auto& test : l.tests) {
            test.text = lines_of(told_to_student(l, test, level));
            if (test.judge == "private" && test.how == mark::skipped)
                test.reason = "It is not possible here.";
        }
        for (auto& test : l.tests) // not before: what the first failure is, is told by it
            test.name = name_for_student(test);
        const bool told = l.how == state::refused || l.how == state::not_judged ||
                          (l.how == state::not_compiled && level >= feedback::hint);
        if (!told || (level == feedback::none && l.judged()))
            l.reasons.clear();
        if (level < feedback::full)
            l.printed.clear();
        if (level == feedback::none) {
            l.tests.clear();
            l.sometimes.clear();
            l.tower.reset();
        }
    }
    return all;
}

std::string private_results(const verdict& all) {
    std::string text;
    for (const auto& l : all.lessons)
        for (const auto& test : l.tests)
            if (test.judge == "private" && test.how == mark::failed)
                text += l.title + ": " + test.name + "\n" + joined(test.text) + "\n";
    return text;
}

} // namespace kit::grading
