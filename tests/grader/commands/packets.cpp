// kit packets: the packets of a lesson's conversation, captured while it runs.
#include <optional>
#include <string>
#include <vector>

#include "../build_lock.hpp"
#include "../commands.hpp"
#include "../packets/scene.hpp"
#include "../screen.hpp"
#include "../tools.hpp"
#include "lesson_program.hpp"
#include "options.hpp"
#include "os/caller.hpp"
#include "os/network.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

/// What the call asks for.
struct wish {
    const lesson* which = nullptr;
    const scene* shows = nullptr;
    std::string kind;
    std::optional<fs::path> build; ///< of which the programs are taken as they are
};

std::optional<wish> understand(const project& where, const arguments& args) {
    const options asked("packets", args, {"--build"}, {"--reference", "--mine", "--own"});
    if (asked.bad())
        return std::nullopt;
    wish wanted;
    wanted.which = call("packets", asked.rest(), {}).the_lesson(where);
    if (wanted.which == nullptr)
        return std::nullopt;
    wanted.shows = scene_of(*wanted.which);
    if (wanted.shows == nullptr) {
        complain("Lesson " + wanted.which->number +
                 " makes no connection, so there are "
                 "no packets. Lesson 04 makes one:");
        complain("  ./kit packets 4");
        return std::nullopt;
    }
    for (const std::string flag : {"--own", "--mine", "--reference"})
        if (asked.has(flag))
            wanted.kind = kind_of_flag(flag);
    if (const auto build = asked.value("--build"))
        wanted.build = fs::absolute(*build);
    return wanted;
}

void complain_wrapped(const std::string& text) {
    for (const auto& line : wrap(text, columns))
        complain(line);
}

/// Why there is no capture, and what can be done about it.
std::string in_words(const capture& tried, const lesson& which) {
    const std::string quoted = "tcpdump says \"" + tried.words() + "\". ";
    switch (tried.why_not()) {
    case obstacle::no_loopback:
        return "Windows has no tcpdump, and shows the packets of loopback only to a "
               "driver. With Wireshark and Npcap you can see them: capture on \"Adapter "
               "for loopback traffic capture\" while ./kit run " +
               which.typed + " runs.";
    case obstacle::no_tcpdump:
        return "there is no tcpdump; " + how_to_get("tcpdump") +
               " (what belongs to it is often in /usr/sbin, which has to be in PATH)";
    case obstacle::not_allowed:
        if (os::is_root())
            return quoted + "Not even root may capture here: this is a container or a "
                            "sandbox without CAP_NET_RAW.";
        return quoted +
               "It needs root's rights to capture, and this system lets you have "
               "no network of your own, in which you would need none. The first of these "
               "gives it the rights once (your programs run as you); the second, on "
               "Linux, for everybody on this machine:";
    case obstacle::failed:
    case obstacle::none:
        break;
    }
    return quoted;
}

/// What gives the rights, for people to copy: a line each.
std::vector<std::string> commands_for(const capture& tried, const lesson& which) {
    if (tried.why_not() != obstacle::not_allowed || os::is_root())
        return {};
    return {"  sudo ./kit packets " + which.typed,
            "  sudo setcap cap_net_raw+ep $(command -v tcpdump)"};
}

/// The session `name` that a text shows, without its command.
std::vector<std::string> recorded(const fs::path& text, const std::string& name) {
    std::vector<std::string> block;
    const auto lines = lines_of(read_file(text).value_or(""));
    std::size_t at = 0;
    while (at < lines.size() && lines[at] != "<!-- session: " + name + " -->")
        ++at;
    for (at += 2; at < lines.size() && !lines[at].starts_with("```"); ++at)
        if (!lines[at].starts_with("$ "))
            block.push_back(lines[at]);
    return block;
}

/// The capture of this lesson, or else of the next that has one.
int say_no_capture(const project& where, const lesson& which, const capture& tried) {
    complain_wrapped("No capture here: " + in_words(tried, which));
    for (const auto& line : commands_for(tried, which))
        complain(line);
    complain("The lesson goes on without it.");
    for (const auto& number : {which.number, std::string("07")}) {
        const lesson* of = where.lesson_of(number);
        if (of == nullptr)
            continue;
        const auto block =
            recorded(where.lesson_folder(*of) / "README.md", number + "/packets");
        if (block.empty())
            continue;
        say("Recorded for lesson " + number + ", on Linux:");
        say();
        for (const auto& line : block)
            say(line);
        break;
    }
    return status_impossible;
}

/// Builds the programs: their folder. The exit status, after a word where it is not good.
int build_programs(const project& where, wish& wanted, fs::path& folder) {
    const lesson& which = *wanted.which;
    if (!settle_kind(where, which, wanted.kind))
        return status_failed;
    folder = programs_folder(wanted.build.value_or(where.build_folder("student")), which,
                             wanted.kind);
    int status = status_good;
    if (!wanted.build)
        for (const auto& program : which.programs)
            if (fs::path path; status == status_good)
                status = build_program(where, which, wanted.kind, program, path);
    return status;
}

void say_who(const std::string& name, std::uint16_t port, std::string_view words) {
    std::string line =
        "  " + name + "  127.0.0.1" + (port == 0 ? "" : ":" + std::to_string(port));
    line.resize(27, ' ');
    say_wrapped(words, line);
}

int show(const scene& shows, const std::string& kind, const performance& seen) {
    const auto& packets = seen.packets;
    say(paint(kind == "reference" ? "The packets of the reference" : "Your packets",
              tone::strong));
    say_who("client", packets.client_port(), shows.client);
    say_who("server", seen.server_port, shows.server);
    say();
    if (!packets.rows().empty())
        for (const auto& line : say_packets(packets.rows()))
            say(line);
    if (packets.of_others() > 0)
        say("And " + counted(packets.of_others(), "packet") + " of other connections.");
    for (const auto& problem : seen.problems)
        complain_wrapped(problem);
    return seen.problems.empty() ? status_good : status_failed;
}

} // namespace

int run_packets(const project& where, const arguments& args) {
    auto wanted = understand(where, args);
    if (!wanted)
        return status_wrong_call;
    os::start_children_as_caller_of_sudo();
    auto tried = try_capture();
    if (tried.why_not() != obstacle::none && tried.why_not() != obstacle::not_allowed)
        return say_no_capture(where, *wanted->which, tried);
    std::optional<build_lock> ours; // nobody replaces the programs while they play
    if (!wanted->build)
        ours.emplace(where, "student");
    fs::path programs;
    const int built = build_programs(where, *wanted, programs);
    if (built != status_good)
        return built;
    if (tried.why_not() == obstacle::not_allowed && os::enter_own_network()) {
        complain(
            "(you may not capture on this machine; so here is a network of its own)");
        tried = try_capture();
    }
    if (tried.why_not() != obstacle::none)
        return say_no_capture(where, *wanted->which, tried);
    const auto seen = play(*wanted->shows, programs);
    if (seen.why_not != obstacle::none) {
        complain_wrapped("tcpdump does not capture any more: " + seen.words);
        return status_failed;
    }
    return show(*wanted->shows, wanted->kind, seen);
}

} // namespace kit
