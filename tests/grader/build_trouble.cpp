#include "build_trouble.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/files.hpp"

namespace kit {
namespace {

/// Words of a tool, and what they mean; the first that fits counts.
struct sign {
    std::string_view words;
    std::string_view meaning;
};

constexpr std::string_view no_room = "there is no room left on the disk";
constexpr std::string_view no_memory =
    "the memory of this machine was used up; close other programs";
constexpr std::string_view killed = "the compiler was killed: by you, by another "
                                    "program, or by the system when memory ran out";
constexpr std::string_view crashed = "the compiler itself crashed";
constexpr std::string_view not_written =
    "a file cannot be written: the build folder is read-only, belongs to another user, "
    "or the program still runs in another window (./kit run, a debugger)";
constexpr std::string_view disturbed =
    "something else builds in the same folder: an IDE that builds whenever you save?";

constexpr std::array signs{
    sign{"still dirty after 100 tries",
         "the clock of this machine is behind: files that the build needs are newer than "
         "now. Set the clock; date shows it"},
    sign{"No space left on device", no_room},
    sign{"not enough space on the disk", no_room},
    sign{"Disk quota exceeded", "your share of the disk (the quota) is used up"},
    sign{"LNK1201", no_room},
    sign{"Killed signal terminated program", killed},
    sign{"terminated with signal 9", killed},
    sign{"unable to execute command: Killed", killed},
    sign{"Terminated signal terminated program", killed},
    sign{"virtual memory exhausted", no_memory},
    sign{"out of memory", no_memory},
    sign{"Cannot allocate memory", no_memory},
    sign{"memory exhausted", no_memory},
    sign{"failed to map segment", no_memory},
    sign{"C1060", no_memory},
    sign{"C1076", no_memory},
    sign{"Resource temporarily unavailable", "the system starts no more processes"},
    sign{"Too many open files", "too many files are open"},
    sign{"Read-only file system", not_written},
    sign{"Text file busy", disturbed},
    sign{"file truncated", disturbed},
    sign{"file format not recognized", disturbed},
    sign{"Permission denied", not_written},
    sign{"LNK1104", not_written},
    sign{"LNK1168", not_written},
    sign{"compiler generated file", not_written},
    sign{"internal compiler error", crashed},
    sign{"INTERNAL COMPILER ERROR", crashed},
    sign{"PLEASE submit a bug report", crashed},
    sign{"error while loading shared libraries", "the compiler cannot be started"},
    sign{": not found", "the compiler cannot be started"},
};

bool has(std::string_view line, std::string_view part) {
    return line.find(part) != std::string_view::npos;
}

/// Whether a tool speaks of itself, and not of the code, whose text it may quote.
bool of_the_tool(std::string_view line) {
    // "lessons/06-exchange/exchange.cpp:3:5: error: ..." speaks of the code, but for a
    // file that could not be written, which is blamed on the last line.
    const std::size_t place = std::min(line.find(".cpp:"), line.find(".hpp:"));
    const std::size_t place_msvc = std::min(line.find(".cpp("), line.find(".hpp("));
    if (std::min(place, place_msvc) != std::string_view::npos)
        return has(line, ": fatal error: error closing ") ||
               has(line, ": fatal error: error writing ") ||
               has(line, ": fatal error C10") || has(line, ": internal compiler error");
    static constexpr std::array beginnings{
        "ninja: ", "Fatal error: ", "fatal error: ", "error: ", "collect2: ",
        "ld: ",    "ld.lld: ",      "LLVM ERROR: ",  "g++",     "c++",
        "clang",   "LINK : ",       "PLEASE ",       "cc1plus", "/",
        "sh: "};
    return std::any_of(beginnings.begin(), beginnings.end(), [&](const char* beginning) {
        return line.starts_with(beginning);
    });
}

/// The command of a step that failed stands in the line after this.
bool begins_failure(std::string_view line) {
    return line.starts_with("FAILED: ");
}

/// Whether a step failed and nothing was said about why.
bool failed_in_silence(const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!begins_failure(lines[i]))
            continue;
        const std::size_t next = i + 2;
        if (next >= lines.size() || lines[next].starts_with('[') ||
            lines[next].starts_with("ninja: ") || begins_failure(lines[next]))
            return true;
    }
    return false;
}

} // namespace

std::string trouble_of_tools(const std::string& output,
                             const grader::os::exit_status& end) {
    if (end.kind != grader::os::exit_status::how::exited)
        return "the build tool " + grader::os::in_words(end);
    const auto lines = lines_of(output);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!of_the_tool(lines[i]) || (i > 0 && begins_failure(lines[i - 1])))
            continue;
        for (const sign& each : signs)
            if (has(lines[i], each.words))
                return std::string(each.meaning) + " (\"" + lines[i] + "\")";
        if (lines[i].starts_with("ninja: error: ") ||
            lines[i].starts_with("ninja: fatal: "))
            return "Ninja cannot build (\"" + lines[i].substr(7) + "\")";
    }
    if (failed_in_silence(lines))
        return "the compiler ended without a word: it was killed, or has crashed";
    return {};
}

} // namespace kit
