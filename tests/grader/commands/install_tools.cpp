#include "install_tools.hpp"

#include <iostream>
#include <string>

#include "../commands.hpp"
#include "../screen.hpp"
#include "os/caller.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"

namespace kit {
namespace {

namespace os = grader::os;

using words = std::vector<std::string>;

/// Whether the package manager is one that may be called: the door's rule (./kit).
bool is_one_that_we_call() {
    const auto by = package_manager();
    return by == manager::apt || by == manager::brew;
}

bool needs_root() {
    return package_manager() == manager::apt && !os::is_root();
}

/// A command to its end; what it prints is kept for a failure. sudo asks at the terminal.
bool run_quietly(words command, std::string& said) {
    os::spawn_options options;
    options.input = os::stream::inherit;
    options.own_group = false; // or it could not read at the terminal
    const std::string program = command.front();
    command.erase(command.begin());
    auto child = os::child::spawn(program, command, options);
    if (!child.started()) {
        said = child.why_not();
        return false;
    }
    said = child.read_until_end(os::never).text;
    return child.wait(os::never).exited_with(0);
}

bool run_as_root(words command, std::string& said) {
    if (needs_root())
        command.insert(command.begin(), "sudo");
    return run_quietly(std::move(command), said);
}

bool install(const words& command, std::string& said) {
    if (package_manager() != manager::apt)
        return run_quietly(command, said);
    words whole{"env", "DEBIAN_FRONTEND=noninteractive"};
    whole.insert(whole.end(), command.begin(), command.end());
    return run_as_root(whole, said);
}

void say_last_lines(const std::string& said) {
    const auto lines = lines_of(said);
    const std::size_t most = 12;
    for (std::size_t i = lines.size() > most ? lines.size() - most : 0; i < lines.size();
         ++i)
        say("    " + lines[i]);
}

/// All at once; and if that fails, as for a package that this system does not have, each.
void install_all(const std::vector<const tool*>& missing) {
    std::string said;
    if (package_manager() == manager::apt)
        static_cast<void>(run_as_root({"apt-get", "update"}, said)); // lists may be old
    if (install(install_command(missing), said))
        return;
    say_last_lines(said);
    say("It failed; trying them one by one.");
    for (const tool* each : missing)
        if (const auto command = install_command({each}); !command.empty())
            static_cast<void>(install(command, said));
}

bool agreed() {
    std::cout << "Install them now? Without them the tests are skipped. [Y/n] "
              << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer))
        return false;
    return answer.empty() || answer.front() == 'y' || answer.front() == 'Y';
}

/// Whether it may begin: nobody is asked for what nobody can answer.
bool may_begin(bool yes) {
    if (os::input_is_terminal())
        return yes || agreed();
    std::string said;
    return !needs_root() || run_quietly({"sudo", "-n", "true"}, said);
}

} // namespace

void install_tools(const std::vector<const tool*>& missing, bool yes) {
    if (missing.empty())
        return;
    say("Some tests need tools that this machine lacks:");
    for (const tool* each : missing) {
        std::string first = "  " + std::string(each->name);
        first.resize(std::max<std::size_t>(first.size() + 1, 22), ' ');
        say_wrapped(each->for_what, first);
    }
    const auto typed = typed_install_command(missing);
    if (typed.empty())
        return say("Your system's packages may have them. Their tests are skipped.");
    say("One command installs them:");
    say_command(typed);
    if (!is_one_that_we_call() || !may_begin(yes))
        return say("They are left out, and their tests skipped.");
    say("Installing ... (it may take some minutes)");
    install_all(missing);
    std::vector<const tool*> still;
    for (const tool* each : missing)
        if (!is_here(*each))
            still.push_back(each);
    say(still.empty() ? "All of them are there now."
                      : "Not installed, so their tests are skipped: " + names_of(still));
}

} // namespace kit
