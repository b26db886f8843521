#include "tools.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "os/caller.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

// The columns of packages: apt, brew, dnf, pacman, zypper, apk, pkg, winget.
constexpr std::array table{
    tool{"compiler",
         "c++|g++|clang++|cl",
         to_build,
         "every lesson",
         {"g++", "gcc", "gcc-c++", "gcc", "gcc-c++", "g++", "",
          "BrechtSanders.WinLibs.POSIX.UCRT"}},
    tool{
        "CMake",
        "cmake",
        to_build,
        "every lesson",
        {"cmake", "cmake", "cmake", "cmake", "cmake", "cmake", "cmake", "Kitware.CMake"}},
    tool{"Ninja",
         "ninja|ninja-build",
         to_build,
         "every lesson",
         {"ninja-build", "ninja", "ninja-build", "ninja", "ninja", "ninja-build", "ninja",
          "Ninja-build.Ninja"}},
    tool{"GoogleTest",
         "/usr/include/gtest/gtest.h|/usr/local/include/gtest/gtest.h|"
         "/opt/homebrew/include/gtest/gtest.h|/usr/pkg/include/gtest/gtest.h|"
         "/usr/src/googletest/googletest/include/gtest/gtest.h",
         0,
         "every lesson's tests; CMake fetches it where it is not installed",
         {"libgtest-dev", "googletest", "gtest-devel", "gtest", "gtest", "gtest-dev",
          "googletest", ""}},
    tool{"git",
         "git",
         to_look,
         "./kit reset of a lesson that you changed before its "
         "first check",
         {"git", "git", "git", "git", "git", "git", "git", "Git.Git"}},
    tool{"nc",
         "nc",
         to_look | to_test,
         "lessons 03 to 08 talk to your server with it; their sessions' tests",
         {"netcat-openbsd", "netcat", "netcat", "openbsd-netcat", "netcat-openbsd",
          "netcat-openbsd", "", ""}},
    tool{"ss",
         "ss",
         to_look | to_test,
         "the lessons look at connections with it; their sessions' tests",
         {"iproute2", "", "iproute", "iproute2", "iproute2", "iproute2-ss", "", ""},
         false,
         true},
    tool{"strace",
         "strace",
         to_look | to_test,
         "the lessons look at system calls with it; their sessions' tests",
         {"strace", "", "strace", "strace", "strace", "strace", "", ""},
         false,
         true},
    tool{"curl",
         "curl",
         to_look | to_test,
         "lesson 08 talks to your server with it, and "
         "a test does",
         {"curl", "curl", "curl", "curl", "curl", "curl", "curl", "cURL.cURL"}},
    tool{"tcpdump",
         "tcpdump",
         to_look | to_test,
         "./kit packets, and its tests",
         {"tcpdump", "", "tcpdump", "tcpdump", "tcpdump", "tcpdump", "", ""}},
    tool{"ip",
         "ip",
         to_test,
         "the tests of the lessons' sessions",
         {"iproute2", "", "iproute", "iproute2", "iproute2", "iproute2", "", ""},
         false,
         true},
    tool{"unshare",
         "unshare",
         to_test,
         "the tests of the lessons' sessions",
         {"util-linux", "", "util-linux", "util-linux", "util-linux", "util-linux-misc",
          "", ""},
         false,
         true},
    tool{"bash",
         "bash",
         to_test,
         "the tests of the lessons' sessions",
         {"bash", "", "bash", "bash", "bash", "bash", "", ""},
         false,
         true},
    tool{"script",
         "script",
         to_test,
         "the test of colour on a terminal",
         {"bsdutils", "", "util-linux-script", "util-linux", "util-linux",
          "util-linux-misc", "", ""},
         false,
         true},
    tool{"socat",
         "socat",
         to_test,
         "the tests of lesson 08 with other programs",
         {"socat", "socat", "socat", "socat", "socat", "socat", "socat", ""}},
    tool{"node",
         "node",
         to_test,
         "the tests of lesson 08 with other programs, and of the "
         "grader's reports",
         {"nodejs", "node", "nodejs", "nodejs", "nodejs", "nodejs", "node",
          "OpenJS.NodeJS"}},
    tool{"python3",
         "python3",
         to_test,
         "the tests of the grader's reports",
         {"python3", "python3", "python3", "python", "python3", "python3", "python3",
          "Python.Python.3.12"}},
    tool{"python3-jsonschema",
         "python3 -c import jsonschema",
         to_test,
         "the test of the grader's reports against their schema",
         {"python3-jsonschema", "", "python3-jsonschema", "python-jsonschema",
          "python3-jsonschema", "py3-jsonschema", "", ""}},
    tool{
        "valgrind",
        "valgrind",
        to_test,
        "the tests that count instructions",
        {"valgrind", "", "valgrind", "valgrind", "valgrind", "valgrind", "valgrind", ""}},
    tool{"chromium",
         "chromium|chromium-browser|google-chrome",
         to_test,
         "the tests of the grader's pages in a browser",
         {"chromium", "", "chromium", "chromium", "chromium", "chromium", "chromium", ""},
         true},
    tool{"bubblewrap",
         "bwrap",
         to_grade | to_test,
         "./kit grade, and the grader's tests",
         {"bubblewrap", "", "bubblewrap", "bubblewrap", "bubblewrap", "bubblewrap", "",
          ""},
         false,
         true},
    tool{"prlimit",
         "prlimit",
         to_grade | to_test,
         "./kit grade, and the grader's tests",
         {"util-linux", "", "util-linux", "util-linux", "util-linux", "util-linux-misc",
          "", ""},
         false,
         true},
    tool{"setpriv",
         "setpriv",
         to_grade | to_test,
         "./kit grade as root, the grader's tests, and a session of lesson 02",
         {"util-linux", "", "util-linux", "util-linux", "util-linux", "setpriv", "", ""},
         false,
         true},
    tool{"binutils",
         "nm",
         to_grade | to_test,
         "./kit grade looks at objects with it",
         {"binutils", "", "binutils", "binutils", "binutils", "binutils", "", ""},
         false,
         true},
    tool{"Slurm",
         "sbatch",
         on_cluster,
         "the job arrays of a cluster",
         {"slurm-wlm", "", "slurm", "slurm-llnl", "slurm", "slurm", "", ""},
         true,
         true},
    tool{"Doxygen",
         "doxygen",
         to_read,
         "./kit docs",
         {"doxygen", "doxygen", "doxygen", "doxygen", "doxygen", "doxygen", "doxygen",
          ""}},
    tool{"doxygen-awesome-css",
         "/usr/share/doxygen-awesome-css/doxygen-awesome.css|"
         "/usr/share/javascript/doxygen-awesome-css/doxygen-awesome.css",
         to_read,
         "./kit docs: how the site looks",
         {"doxygen-awesome-css", "", "", "", "", "", "", ""}},
    tool{"npm",
         "npm",
         to_read,
         "./kit docs fetches with it what draws the diagrams",
         {"npm", "node", "npm", "npm", "npm", "npm", "npm", "OpenJS.NodeJS"}},
    tool{"Benchmark",
         "/usr/include/benchmark/benchmark.h|/usr/local/include/benchmark/benchmark.h|"
         "/opt/homebrew/include/benchmark/benchmark.h|"
         "/usr/pkg/include/benchmark/benchmark.h",
         to_measure,
         "./kit bench; CMake fetches it where it is not installed",
         {"libbenchmark-dev", "google-benchmark", "google-benchmark-devel", "benchmark",
          "benchmark-devel", "benchmark-dev", "benchmark", ""}},
    tool{"gnuplot",
         "gnuplot",
         to_measure,
         "the plots in the reports of ./kit bench",
         {"gnuplot-nox", "gnuplot", "gnuplot", "gnuplot", "gnuplot", "gnuplot", "gnuplot",
          "gnuplot.gnuplot"}},
};

struct how_to_call {
    std::string_view program;
    std::string_view words; ///< before the packages
    bool as_root;
};

constexpr std::array<how_to_call, 8> managers{{
    {"apt-get", "apt-get install -y --no-install-recommends", true},
    {"brew", "brew install", false},
    {"dnf", "dnf install -y", true},
    {"pacman", "pacman -S --needed --noconfirm", true},
    {"zypper", "zypper install -y", true},
    {"apk", "apk add", true},
    {"pkg", "pkg install -y", true},
    {"winget", "winget install", false},
}};

const how_to_call& call_of(manager which) {
    return managers[static_cast<std::size_t>(which)];
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(at), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// "nc", "/usr/include/gtest/gtest.h", "python3 -c import jsonschema".
bool is_found(const std::string& sign) {
    std::error_code error;
    if (sign.starts_with('/'))
        return std::filesystem::exists(sign, error);
    const auto asks = sign.find(" -c ");
    if (asks == std::string::npos)
        return os::find_program(sign).has_value();
    auto child =
        os::child::spawn(sign.substr(0, asks), {"-c", sign.substr(asks + 4)}, {});
    const auto limit = os::in(std::chrono::seconds(10));
    static_cast<void>(child.read_until_end(limit, 1u << 16));
    return child.wait(limit).exited_with(0);
}

} // namespace

std::span<const tool> all_tools() {
    return table;
}

const tool* tool_of(std::string_view name) {
    for (const tool& each : table) {
        const auto signs = split(each.found_by, '|');
        if (each.name == name ||
            std::find(signs.begin(), signs.end(), name) != signs.end())
            return &each;
    }
    return nullptr;
}

std::optional<std::string> found_as(const tool& which) {
    for (const auto& sign : split(which.found_by, '|'))
        if (is_found(sign))
            return sign;
    return std::nullopt;
}

bool is_here(const tool& which) {
    return found_as(which).has_value();
}

std::vector<const tool*> missing_for(std::uint8_t uses) {
    std::vector<const tool*> missing;
    for (const tool& each : table)
        if ((each.uses & uses) != 0 &&
            (!each.linux_only || os::system_name() == "linux") && !is_here(each))
            missing.push_back(&each);
    return missing;
}

std::optional<manager> package_manager() {
    for (std::size_t i = 0; i < managers.size(); ++i)
        if (os::find_program(std::string(managers[i].program)))
            return static_cast<manager>(i);
    return std::nullopt;
}

std::vector<std::string> install_command(const std::vector<const tool*>& missing) {
    const auto by = package_manager();
    if (!by)
        return {};
    std::vector<std::string> words = split(call_of(*by).words, ' ');
    const auto before = words.size();
    for (const tool* each : missing) {
        const std::string package(each->packages[static_cast<std::size_t>(*by)]);
        if (!package.empty() &&
            std::find(words.begin(), words.end(), package) == words.end())
            words.push_back(package);
    }
    return words.size() == before ? std::vector<std::string>() : words;
}

std::string typed_install_command(const std::vector<const tool*>& missing) {
    std::string typed;
    for (const auto& word : install_command(missing))
        typed += (typed.empty() ? "" : " ") + word;
    if (!typed.empty() && call_of(*package_manager()).as_root && !os::is_root())
        typed.insert(0, "sudo ");
    return typed;
}

std::string none_here(std::string_view name) {
    return "there is no " + std::string(name) + " here";
}

std::string how_to_get(std::string_view name) {
    const tool* which = tool_of(name);
    const auto command = which == nullptr ? "" : typed_install_command({which});
    return command.empty() ? "get it from your system's packages" : "get it: " + command;
}

std::string names_of(const std::vector<const tool*>& tools) {
    std::string names;
    for (const tool* each : tools)
        names += (names.empty() ? "" : ", ") + std::string(each->name);
    return names;
}

} // namespace kit
