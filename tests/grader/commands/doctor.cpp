// kit doctor: what this machine has, what it lacks, and how to get it.
#include <algorithm>
#include <array>
#include <system_error>

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/options.hpp>
#include <net/socket.hpp>

#include "../commands.hpp"
#include "../screen.hpp"
#include "../tools.hpp"
#include "os/jail.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

enum class state { there, missing, absent };

void say_finding(state s, const std::string& what, const std::string& more) {
    const std::array marks{paint("  ok    ", tone::good), paint("  MISS  ", tone::bad),
                           paint("  --    ", tone::faint)};
    std::string name = what;
    if (!more.empty())
        name.resize(std::max<std::size_t>(name.size() + 1, 20), ' ');
    say_wrapped(more, marks[static_cast<std::size_t>(s)] + name);
}

/// The first line that a program prints about its version; nothing: it is not there.
std::optional<std::string> version_of(const std::string& program,
                                      const std::string& question = "--version") {
    if (!os::find_program(program))
        return std::nullopt;
    auto child = os::child::spawn(program, {question}, {});
    if (!child.started())
        return std::nullopt;
    const auto limit = os::in(std::chrono::seconds(10));
    auto line = child.read_line(limit);
    static_cast<void>(child.read_until_end(limit, 1u << 16));
    return line;
}

/// Some programs say their own name first ("cmake version 3.25.1"), some do not.
std::string with_name(const std::string& program, const std::string& version) {
    return version.starts_with(program) ? version : program + " " + version;
}

bool compiles_cpp20(const project& where, const std::string& compiler) {
    const fs::path file = where.own_folder() / "tmp" / "doctor.cpp";
    if (!write_file(file, "#include <span>\n#include <thread>\n"
                          "int main() { std::span<int> s; return int(s.size()); }\n"))
        return false;
    auto child =
        os::child::spawn(compiler, {"-std=c++20", "-fsyntax-only", file.string()});
    static_cast<void>(child.read_until_end(os::in(std::chrono::seconds(60)), 1u << 16));
    const bool good = child.wait(os::in(std::chrono::seconds(60))).exited_with(0);
    std::error_code error;
    fs::remove(file, error);
    return good;
}

bool look_at_compiler(const project& where) {
    for (const std::string compiler : {"c++", "g++", "clang++"})
        if (const auto version = version_of(compiler)) {
            const bool good = compiles_cpp20(where, compiler);
            say_finding(good ? state::there : state::missing, "compiler",
                        with_name(compiler, *version) +
                            (good ? ""
                                  : "; it does not compile C++20: GCC 12, Clang 14 "
                                    "or a later one does"));
            return good;
        }
    if (os::find_program("cl")) {
        say_finding(state::there, "compiler", "cl (Microsoft C++)");
        return true;
    }
    say_finding(state::missing, "compiler", how_to_get("compiler"));
    return false;
}

bool look_at_build_tool(const std::string& name) {
    const auto program = found_as(*tool_of(name)).value_or("");
    const auto version = version_of(program);
    say_finding(version ? state::there : state::missing, name,
                version ? with_name(program, *version) : how_to_get(name));
    return version.has_value();
}

net::socket_address at(std::string_view digits, std::uint16_t port) {
    auto address = net::parse_address(digits).value_or(net::socket_address{});
    address.port = net::htons(port);
    return address;
}

/// A connection to oneself: all that the lessons need of a network.
net::result<void> try_loopback(const net::socket_address& address,
                               net::address_family family) {
    const auto listening = net::socket(family);
    if (!listening)
        return net::unexpected(listening.error());
    auto answer = net::bind(*listening, address);
    if (answer)
        answer = net::listen(*listening, 1);
    const auto bound = net::getsockname(*listening);
    const auto client = net::socket(family);
    if (answer && bound && client)
        answer = net::connect(*client, *bound);
    else if (answer)
        answer = net::unexpected(bound ? client.error() : bound.error());
    if (client)
        static_cast<void>(net::close(*client));
    static_cast<void>(net::close(*listening));
    return answer;
}

bool look_at_network() {
    const auto v4 = try_loopback(at("127.0.0.1", 0), net::address_family::ipv4);
    say_finding(
        v4 ? state::there : state::missing, "loopback",
        v4 ? "127.0.0.1 listens and connects"
           : "127.0.0.1: " + v4.error().message() +
                 "; without it no lesson runs. Is there a firewall or a sandbox?");
    const auto v6 = try_loopback(at("::1", 0), net::address_family::ipv6);
    say_finding(v6 ? state::there : state::absent, "IPv6",
                v6 ? "::1 listens and connects"
                   : "::1: " + v6.error().message() + "; tests that need it are skipped");
    return v4.has_value();
}

void look_at_port(std::uint16_t port) {
    const auto probe = net::socket(net::address_family::ipv4);
    if (!probe)
        return;
    static_cast<void>(net::set_option(*probe, net::option::reuse_address, 1));
    const auto bound = net::bind(*probe, at("127.0.0.1", port));
    static_cast<void>(net::close(*probe));
    say_finding(bound ? state::there : state::absent, "port " + std::to_string(port),
                bound
                    ? "free"
                    : bound.error().message() +
                          ": another program has it (on macOS perhaps AirPlay). Give the "
                          "server another one: --port 5001");
}

/// The parts of the report after the build and the network. A tool stands in the first
/// of its parts.
struct part {
    use of;
    std::string_view title, verdict;
    bool in_handouts;
};
constexpr std::array parts{
    part{to_look, "To look around", "to look around", true},
    part{to_grade, "To grade (./kit grade)", "to grade", false},
    part{to_test, "To run all tests (./kit test)", "to run all tests", false},
    part{to_read, "To make the site (./kit docs)", "to make the site", false},
    part{to_measure, "To measure (./kit bench)", "to measure", true},
    part{on_cluster, "On a cluster (./kit grade-class --emit slurm)", "on a cluster",
         false},
};

void look_at_tools_of(const part& which) {
    say(paint(which.title, tone::strong));
    for (const tool& each : all_tools()) {
        if ((each.uses & which.of) == 0 || (each.uses & (which.of - 1u)) != 0 ||
            (each.linux_only && os::system_name() != "linux"))
            continue;
        const bool there = is_here(each);
        say_finding(there ? state::there : state::absent, std::string(each.name),
                    (there ? "" : "missing: ") + std::string(each.for_what));
    }
}

/// What else a use needs; empty: nothing that is missing.
std::string other_want(use of) {
    if (of != to_grade)
        return {};
    if (os::system_name() != "linux")
        return "it needs Linux";
    return missing_for(to_grade).empty() ? os::why_no_jail() : std::string();
}

/// "to grade: bubblewrap is missing", and the command that gets it.
void say_verdict(std::string_view purpose, const std::vector<const tool*>& missing,
                 const std::string& other) {
    std::string first = "  " + std::string(purpose) + ": ";
    first.resize(20, ' ');
    if (missing.empty())
        return say_wrapped(other.empty() ? "everything is there" : other, first,
                           other.empty() ? tone::plain : tone::bad);
    say_wrapped(std::to_string(missing.size()) + " missing: " + names_of(missing), first);
    if (const auto command = typed_install_command(missing); !command.empty())
        say_command(command);
}

} // namespace

int run_doctor(const project& where, const arguments& args) {
    const call asked("doctor", args, {});
    if (!asked.names_nothing())
        return status_wrong_call;
    say(paint("To learn", tone::strong));
    bool good = look_at_compiler(where);
    good &= look_at_build_tool("CMake");
    good &= look_at_build_tool("Ninja");
    const tool& gtest = *tool_of("GoogleTest");
    say_finding(is_here(gtest) ? state::there : state::absent, "GoogleTest",
                is_here(gtest) ? ""
                               : "not installed; CMake fetches it when it builds. Or " +
                                     how_to_get("GoogleTest"));
    say(paint("The network", tone::strong));
    good &= look_at_network();
    look_at_port(5000);
    const auto shown = [&](const part& each) {
        return each.in_handouts || where.has_solutions();
    };
    for (const part& each : parts)
        if (shown(each))
            look_at_tools_of(each);
    say();
    say(paint("What can be done here", tone::strong));
    if (good)
        say("  to learn:         everything is there");
    else
        say(paint("  to learn:         something necessary is missing (MISS above)",
                  tone::bad));
    for (const part& each : parts)
        if (shown(each))
            say_verdict(each.verdict, missing_for(each.of), other_want(each.of));
    return good ? status_good : status_failed;
}

} // namespace kit
