// kit solution: the student's files against the reference.
#include <algorithm>
#include <iostream>

#include "../commands.hpp"
#include "../screen.hpp"
#include "../text_diff.hpp"

namespace kit {
namespace {

bool may_show(const project& where, const lesson& which) {
    progress so_far(where);
    if (so_far.of(which).check == "passed")
        return true;
    const std::size_t hints = so_far.of(which).hints;
    say_wrapped("You have not passed lesson " + which.number + " yet" +
                (hints < 3 ? ", and there are hints left (./kit hint " + which.typed + ")"
                           : std::string()) +
                ".");
    std::cout << "Show the reference now? [y/N] " << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer))
        say();
    if (answer == "y" || answer == "Y" || answer == "yes")
        return true;
    say("Not shown. To show it without being asked: ./kit solution " + which.typed +
        " --yes");
    return false;
}

tone tone_of(const std::string& line) {
    if (line.starts_with("@@"))
        return tone::faint;
    if (line.starts_with('-'))
        return tone::bad;
    return line.starts_with('+') ? tone::good : tone::plain;
}

void say_difference(const project& where, const lesson& which, const std::string& name) {
    const fs::path mine = where.lesson_folder(which) / name;
    const fs::path reference = where.solution_folder(which) / name;
    const auto my_text = read_file(mine);
    const auto lines = unified_diff(lines_of(my_text.value_or("")),
                                    lines_of(read_file(reference).value_or("")));
    if (lines.empty()) {
        say(where.relative(mine) + " is the same as the reference.");
        return;
    }
    say(paint("--- " + (my_text ? where.relative(mine) : "(you have no such file)"),
              tone::strong));
    say(paint("+++ " + where.relative(reference), tone::strong));
    for (const auto& line : lines)
        say(paint(line, tone_of(line)));
}

} // namespace

int run_solution(const project& where, const arguments& args) {
    const call asked("solution", args, {"--yes"});
    const lesson* which = asked.bad() ? nullptr : asked.the_lesson(where);
    if (which == nullptr)
        return status_wrong_call;
    const std::vector<std::string> endings{".cpp", ".hpp"};
    const auto names = files_in(where.solution_folder(*which), endings);
    if (!where.has_solutions()) {
        complain("This kit was handed out without solutions.");
        return status_failed;
    }
    if (names.empty()) {
        complain("There is no reference in solutions/" + which->folder + ".");
        return status_failed;
    }
    if (!asked.has("--yes") && !may_show(where, *which))
        return status_failed;
    for (const auto& name : names)
        say_difference(where, *which, name);
    const starters given(where);
    for (const auto& name : files_in(where.lesson_folder(*which), endings)) {
        const std::string path = where.relative(where.lesson_folder(*which) / name);
        if (std::find(names.begin(), names.end(), name) == names.end() &&
            !is_given("/" + name) && !given.known(path))
            say(path + " is yours; the reference has no such file.");
    }
    const fs::path notes = where.solution_folder(*which) / "notes.md";
    if (fs::exists(notes)) {
        say();
        say("Why it is written this way: " + where.relative(notes));
    }
    return status_good;
}

} // namespace kit
