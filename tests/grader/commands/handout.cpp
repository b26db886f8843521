// kit handout: the kit as students get it.
#include <system_error>

#include "../screen.hpp"
#include "copy_kit.hpp"
#include "options.hpp"

namespace kit {
namespace {

/// A text as it is true of a handout: without what stands between the comments "not in a
/// handout" and "end", and with what is in a comment that begins with "in a handout".
std::string for_students(const std::string& text) {
    std::string made;
    bool left_out = false, shown = false;
    for (const auto& line : lines_of(text)) {
        if (line == "<!-- not in a handout -->")
            left_out = true;
        else if (line == "<!-- end -->" && left_out)
            left_out = false;
        else if (line == "<!-- in a handout")
            shown = true;
        else if (line == "-->" && shown)
            shown = false;
        else if (!left_out)
            made += line + "\n";
    }
    return made;
}

/// The texts speak of what is there. False: one cannot be written; it was said which.
bool adapt_texts(const fs::path& folder) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (at->path().extension() != ".md")
            continue;
        const std::string text = read_file(at->path()).value_or("");
        const std::string made = for_students(text);
        if (made != text && !write_file(at->path(), made)) {
            complain(at->path().string() + " cannot be written.");
            return false;
        }
    }
    return !error;
}

} // namespace

int run_handout(const project& where, const arguments& args) {
    options asked("handout", args, {"--tests"}, {});
    if (!asked.bad() && asked.rest().size() != 1)
        asked.complain_of("Where to? One folder, please, which is new or empty.");
    if (asked.bad())
        return status_wrong_call;
    const fs::path private_tests = asked.value("--tests").value_or("");
    std::error_code error;
    if (!private_tests.empty() && !fs::is_directory(private_tests, error)) {
        asked.complain_of("--tests: there is no folder " + private_tests.string() + ".");
        return status_wrong_call;
    }
    const fs::path to = fs::absolute(asked.rest().front()).lexically_normal();
    if (!fit_for_copy(where, to))
        return status_wrong_call;
    if (!lessons_are_given(where))
        return status_failed;
    std::size_t files = 0;
    const auto others = copy_for_students(where, to, private_tests, files);
    if (files == 0 || !adapt_texts(to))
        return status_failed;
    say(counted(files, "file") + " in " + to.string() +
        ": the lessons, their tests, no solutions.");
    for (const auto& path : others)
        say("Left out, since it isn't part of the kit: " + path);
    say("Without a reference, a lesson stands on the student's own earlier lessons.");
    return status_good;
}

} // namespace kit
