#include "blame.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>

namespace kit::grading {
namespace {

bool has_any(std::string_view said, const auto& signs) {
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) {
        return said.find(sign) != std::string_view::npos;
    });
}

// A compiler's driver tells with these words how the compiler proper ended.
constexpr std::array<std::string_view, 2> limits{
    "CPU time limit exceeded",
    "ile size limit exceeded",
};
constexpr std::array<std::string_view, 6> kills{
    "Killed signal terminated program",    "Terminated signal terminated program",
    "Interrupt signal terminated program", "Hangup signal terminated program",
    "unable to execute command: Killed",   "unable to execute command: Terminated",
};
constexpr std::array<std::string_view, 3> no_room{
    "No space left on device",
    "isk quota exceeded",
    "Input/output error",
};
// What a machine in need says, and what a student's code can make a tool say.
constexpr std::array<std::string_view, 14> needs{
    "signal terminated program",
    "due to signal",
    "out of memory",
    "memory exhausted",
    "annot allocate",
    "bad_alloc",
    "annot execute",
    "unable to execute",
    "Resource temporarily unavailable",
    "Too many open files",
    "Text file busy",
    "Read-only file system",
    "Permission denied",
    "annot fork",
};

/// "c++: fatal error: Killed signal terminated program cc1plus": a driver's own line has
/// its name, and no place. What a student's code makes a compiler say has one before it.
bool says_killed(std::string_view said) {
    const std::string text(said);
    for (const auto& line : lines_of(text))
        for (const std::string_view before : {": fatal error: ", ": error: "}) {
            const std::size_t at = line.find(':');
            if (line.compare(at == std::string::npos ? line.size() : at, before.size(),
                             before) != 0)
                continue;
            const auto words = std::string_view(line).substr(at + before.size());
            if (std::any_of(kills.begin(), kills.end(),
                            [&](auto sign) { return words.starts_with(sign); }))
                return true;
        }
    return false;
}

std::uintmax_t room_in(const fs::path& folder) {
    std::error_code error;
    const auto space = fs::space(folder, error);
    return error ? 0 : space.available;
}

ending ending_by_words(const std::string& name, std::string_view said,
                       const fs::path& folder) {
    if (has_any(said, limits))
        return {blame::student, name + " came to its limit"};
    // A message can have lines of its own; but then it stands at a place.
    if (!names_a_place(said) && says_killed(said))
        return {blame::machine, name + " was killed"};
    if (has_any(said, no_room) && room_in(folder) < least_room)
        return {blame::machine, name + " found the disk full"};
    if (has_any(said, no_room))
        return {blame::unclear, name + " could not write"};
    if (has_any(said, needs))
        return {blame::unclear, name + " did not get what it needs of the system"};
    if (said.empty())
        return {blame::unclear, name + " failed and did not say why"};
    return {blame::student, name + " said no"};
}

} // namespace

ending ending_of(const grader::os::end_of_one& end, const std::string& name,
                 std::string_view said, const fs::path& folder) {
    using how = grader::os::end_of_one::how;
    switch (end.kind) {
    case how::good:
        return {};
    case how::failed:
        return ending_by_words(name, said, folder);
    case how::limit:
        return {blame::student, name + " came to its limit"};
    case how::crashed:
        return {blame::unclear, name + " crashed"};
    case how::killed:
        return {blame::machine, name + " was killed"};
    case how::no_start:
        return {blame::machine, name + " could not be started"};
    case how::unknown:
        break;
    }
    return {blame::machine, "the jail for " + name + " could not be made, or was killed"};
}

bool names_a_place(std::string_view said) {
    const std::string text(said);
    for (const auto& line : lines_of(text))
        for (const std::string_view word : {": error:", ": fatal error:", ": Error:"}) {
            const std::size_t at = line.find(word);
            if (at == std::string::npos)
                continue;
            // "a.cpp:1:2", and not "g++-12"
            std::size_t digits = at;
            while (digits > 0 &&
                   std::isdigit(static_cast<unsigned char>(line[digits - 1])) != 0)
                --digits;
            if (digits < at && digits > 0 && line[digits - 1] == ':')
                return true;
        }
    return false;
}

} // namespace kit::grading
