// kit: what a student types. Each command is a file in commands/.
#include <algorithm>
#include <system_error>

#include "commands.hpp"
#include "os/process.hpp"
#include "screen.hpp"

namespace kit {
namespace {

void say_help() {
    say("First Byte: write a TCP server and a TCP client, lesson by lesson.");
    say();
    say("  ./kit                  where you stand and what comes next");
    for (const command& each : all_commands()) {
        if (each.hidden)
            continue;
        if (each.name == "grade") {
            say();
            say("For instructors (docs/instructors.md):");
        }
        std::string left = "  ./kit " + std::string(each.usage);
        if (left.size() >= 25) {
            say(left);
            left.clear();
        }
        left.resize(25, ' ');
        say(left + std::string(each.summary));
    }
    say();
    say("./kit COMMAND --help tells more. A lesson is 6, 06, exchange or 06-exchange.");
}

void say_help(const command& of) {
    say("usage: ./kit " + std::string(of.usage));
    say();
    for (const auto& paragraph : lines_of(of.help)) {
        const std::size_t indent =
            std::min(paragraph.find_first_not_of(' '), paragraph.size());
        if (indent > 0 || paragraph.empty())
            say(paragraph);
        else
            say_wrapped(paragraph);
    }
}

/// The known command that a mistyped one is nearest to: one that begins alike.
std::string nearest(const std::string& name) {
    for (const command& each : all_commands())
        if (!each.hidden && !name.empty() && each.name.front() == name.front())
            return std::string(each.name);
    return {};
}

/// Where --help asks about kit, and not about the program that `kit run` starts.
bool asks_for_help(const command& of, const arguments& args) {
    const bool passes_on = of.name == "run" || of.name == "test";
    for (std::size_t i = 0; i < args.size() && (i == 0 || !passes_on); ++i)
        if (args[i] == "--help" || args[i] == "-h")
            return true;
    return false;
}

int run(const arguments& words) {
    set_up_screen();
    grader::os::end_children_on_interrupt("\n");
    const std::string name = words.empty() ? "" : words.front();
    if (name == "--help" || name == "-h" || name == "help") {
        say_help();
        return status_good;
    }
    const auto commands = all_commands();
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const command& c) { return c.name == name; });
    if (!words.empty() && found == commands.end()) {
        const std::string near = nearest(name);
        complain("kit has no command \"" + name + "\"" +
                 (near.empty() ? "." : "; did you mean \"" + near + "\"?"));
        complain("All commands: ./kit --help");
        return status_wrong_call;
    }
    const arguments rest(words.empty() ? words.end() : words.begin() + 1, words.end());
    if (!words.empty() && asks_for_help(*found, rest)) {
        say_help(*found);
        return status_good;
    }
    std::error_code error;
    const auto where = project::find(fs::current_path(error));
    if (!where) {
        complain("This folder is not First Byte: it has no lessons/ and platform/.");
        complain("Go to the folder that you cloned, and call ./kit there.");
        return status_wrong_call;
    }
    starters(*where).keep_copies(*where);
    return words.empty() ? run_status(*where, rest) : found->run(*where, rest);
}

} // namespace
} // namespace kit

int main(int argc, char** argv) {
    return kit::run(kit::arguments(argv + 1, argv + argc));
}
