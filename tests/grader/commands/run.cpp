// kit run: the program of a lesson, with the terminal all its own.
#include <algorithm>
#include <optional>

#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "lesson_program.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

/// What the call asks for: kit's own words come first, the rest is the program's.
struct wish {
    std::string kind; // "student", "own", "reference"; empty: whichever fits
    const lesson* which = nullptr;
    std::string program;
    arguments passed_on;
};

bool take_flag(const std::string& word, wish& wanted) {
    const std::string kind = kind_of_flag(word);
    if (!kind.empty())
        wanted.kind = kind;
    return !kind.empty();
}

bool understand(const project& where, const arguments& args, wish& wanted) {
    std::size_t i = 0;
    while (i < args.size() && take_flag(args[i], wanted))
        ++i;
    if (i == args.size()) {
        if (const lesson* example = example_lesson(where))
            complain("Which lesson? For example: ./kit run " + example->typed +
                     (example->has_contract ? "" : " " + example->programs.front()));
        return false;
    }
    wanted.which = known_lesson(where, args[i]);
    if (wanted.which == nullptr)
        return false;
    ++i;
    while (i < args.size() && take_flag(args[i], wanted))
        ++i;
    const auto& programs = wanted.which->programs;
    wanted.program = programs.empty() ? "main" : programs.front();
    if (programs.size() > 1) {
        const bool known = i < args.size() && std::find(programs.begin(), programs.end(),
                                                        args[i]) != programs.end();
        if (!known) {
            complain("Lesson " + wanted.which->number + " has " +
                     std::to_string(programs.size()) + " programs:");
            for (const auto& program : programs)
                complain("  ./kit run " + wanted.which->typed + " " + program);
            return false;
        }
        wanted.program = args[i++];
    }
    while (i < args.size() && take_flag(args[i], wanted))
        ++i;
    wanted.passed_on.assign(args.begin() + static_cast<std::ptrdiff_t>(i), args.end());
    return true;
}

} // namespace

int run_program(const fs::path& program, const arguments& args,
                const std::function<void()>& started) {
    os::spawn_options options;
    options.input = os::stream::inherit;
    options.output = os::stream::inherit;
    options.error = os::stream::inherit;
    options.own_group = false; // the program has the terminal, and its Ctrl-C
    const os::leave_interrupts_to_child guard;
    auto child = os::child::spawn(program, args, options);
    if (started)
        started();
    if (!child.started()) {
        complain("cannot start " + program.string() + ": " + child.why_not());
        return status_impossible;
    }
    const auto end = child.wait(os::never);
    if (end.kind == os::exit_status::how::exited)
        return static_cast<int>(end.value);
    complain("The program " + os::in_words(end) + ".");
    return 128 + static_cast<int>(end.value % 128);
}

int run_run(const project& where, const arguments& args) {
    wish wanted;
    if (!understand(where, args, wanted))
        return status_wrong_call;
    const lesson& which = *wanted.which;
    if (!settle_kind(where, which, wanted.kind))
        return status_failed;
    std::optional<build_lock> ours(std::in_place, where, "student");
    fs::path program;
    const int status = build_program(where, which, wanted.kind, wanted.program, program);
    // Others wait until it has started, and not for it: a server's client is one of them.
    return status == status_good
               ? run_program(program, wanted.passed_on, [&] { ours.reset(); })
               : status;
}

} // namespace kit
