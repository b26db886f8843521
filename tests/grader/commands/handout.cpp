// kit handout: the kit as students get it.
#include "../screen.hpp"
#include "copy_kit.hpp"
#include "options.hpp"

namespace kit {

int run_handout(const project& where, const arguments& args) {
    options asked("handout", args, {}, {});
    if (!asked.bad() && asked.rest().size() != 1)
        asked.complain_of("Where to? One folder, please, which is new or empty.");
    if (asked.bad())
        return status_wrong_call;
    const fs::path to = fs::absolute(asked.rest().front()).lexically_normal();
    if (!fit_for_copy(where, to))
        return status_wrong_call;
    if (!lessons_are_given(where))
        return status_failed;
    const std::size_t files = copy_kit(where, to, not_for_students());
    if (files == 0)
        return status_failed;
    say(counted(files, "file") + " in " + to.string() +
        ": the lessons, their tests, no solutions.");
    say("Without a reference, a lesson stands on the student's own earlier lessons.");
    return status_good;
}

} // namespace kit
