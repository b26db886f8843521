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
        name.resize(std::max<std::size_t>(name.size() + 1, 14), ' ');
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
    say_finding(state::missing, "compiler",
                how_to_get("g++", "gcc", "BrechtSanders.WinLibs.POSIX.UCRT"));
    return false;
}

bool look_at_tool(const std::string& name, const std::string& program,
                  const std::string& get) {
    const auto version = version_of(program);
    say_finding(version ? state::there : state::missing, name,
                version ? with_name(program, *version) : get);
    return version.has_value();
}

bool look_at_gtest() {
    for (const fs::path folder : {"/usr/include", "/usr/local/include",
                                  "/opt/homebrew/include", "/usr/pkg/include"}) {
        std::error_code error;
        if (fs::exists(folder / "gtest" / "gtest.h", error)) {
            say_finding(state::there, "GoogleTest", (folder / "gtest").generic_string());
            return true;
        }
    }
    say_finding(state::absent, "GoogleTest",
                "not installed; CMake fetches it when it builds. Or " +
                    how_to_get("libgtest-dev", "googletest", "(winget has none)"));
    return true;
}

net::socket_address at(std::string_view digits, std::uint16_t port) {
    auto address = net::parse_address(digits).value_or(net::socket_address{});
    address.port = net::htons(port);
    return address;
}

/// What ./kit bench is built with; nothing else needs it.
void look_at_benchmark() {
    for (const fs::path folder : {"/usr/include", "/usr/local/include",
                                  "/opt/homebrew/include", "/usr/pkg/include"}) {
        std::error_code error;
        if (fs::exists(folder / "benchmark" / "benchmark.h", error))
            return say_finding(state::there, "Benchmark",
                               (folder / "benchmark").generic_string());
    }
    say_finding(
        state::absent, "Benchmark",
        "not needed; ./kit bench measures with Google Benchmark, and CMake "
        "fetches it then. Or " +
            how_to_get("libbenchmark-dev", "google-benchmark", "(winget has none)"));
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

void look_at_extras() {
    for (const std::string tool : {"git", "nc", "ss", "curl", "strace", "tcpdump"}) {
        const bool there = os::find_program(tool).has_value();
        say_finding(there ? state::there : state::absent, tool,
                    there ? "" : "not needed; the lessons look at connections with it");
    }
}

} // namespace

std::string how_to_get(const std::string& debian, const std::string& brew,
                       const std::string& winget) {
    if (os::find_program("apt-get"))
        return "get it: sudo apt-get install " + debian;
    if (os::find_program("brew"))
        return "get it: brew install " + brew;
    if (os::find_program("winget"))
        return "get it: winget install " + winget;
    return "get it from your system's packages";
}

int run_doctor(const project& where, const arguments& args) {
    const call asked("doctor", args, {});
    if (asked.bad() || !asked.rest().empty())
        return status_wrong_call;
    say(paint("To build", tone::strong));
    bool good = look_at_compiler(where);
    good &= look_at_tool("CMake", "cmake", how_to_get("cmake", "cmake", "Kitware.CMake"));
    good &= look_at_tool("Ninja", "ninja",
                         how_to_get("ninja-build", "ninja", "Ninja-build.Ninja"));
    good &= look_at_gtest();
    say(paint("The network", tone::strong));
    good &= look_at_network();
    look_at_port(5000);
    say(paint("To look around", tone::strong));
    look_at_extras();
    say(paint("To measure", tone::strong));
    look_at_benchmark();
    say();
    say(good ? "Everything that is necessary is there."
             : paint("Something necessary is missing.", tone::bad));
    return good ? status_good : status_failed;
}

} // namespace kit
