#include "archive.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <system_error>

#include "../lesson_files.hpp"
#include "intake.hpp"
#include "os/jail.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

constexpr std::size_t most_listed = 4u << 20;   // bytes of a listing
constexpr std::size_t most_wanted = 512;        // files to unpack
constexpr long long most_unpacked = 32LL << 20; // bytes, all together

struct entry {
    char kind = '-'; // as ls -l has it
    long long size = 0;
    std::string name;
};

os::confinement tool_limits(const fs::path& archive, const fs::path& folder,
                            bool jailed) {
    os::confinement c;
    c.readable = {archive};
    c.writable = {folder};
    c.folder = folder;
    c.cpu_seconds = 10;
    c.file_size = 1 << 20;
    c.jailed = jailed;
    c.environment = {{"LC_ALL", "C.UTF-8"}};
    return c;
}

confined_answer run_tar(const fs::path& archive, const fs::path& folder, bool jailed,
                        const std::string& how, const std::vector<std::string>& names) {
    os::command words{"cmake", "-E", "tar", how, archive.string()};
    if (!names.empty()) {
        words.emplace_back("--");
        words.insert(words.end(), names.begin(), names.end());
    }
    return run_confined({words}, tool_limits(archive, folder, jailed),
                        os::in(std::chrono::seconds(20)));
}

/// What becomes of the archive where a tool did not do its work: `otherwise` is why the
/// archive cannot be taken, where it was not the grader that failed.
not_unpacked because_of(const confined_answer& tool, const std::string& otherwise) {
    if (tool.end.good() || tool.end.whose == blame::student)
        return {otherwise, false};
    return {"the grader could not unpack it: " + tool.end.what, true};
}

/// "-rw-r--r--  0 user group  123 22 Nov 02:31 name": the words before the name, and the
/// name with the spaces that it may have. False: no such line.
bool read_entry(const std::string& line, entry& into) {
    if (line.size() < 11 ||
        std::string("-dlhbcps").find(line.front()) == std::string::npos ||
        (line[1] != 'r' && line[1] != '-'))
        return false;
    into.kind = line.front();
    std::size_t at = 0;
    std::string word;
    for (int field = 0; field < 8; ++field) {
        while (at < line.size() && line[at] == ' ')
            ++at;
        const std::size_t end = std::min(line.find(' ', at), line.size());
        word = line.substr(at, end - at);
        if (field == 4)
            into.size = std::strtoll(word.c_str(), nullptr, 10);
        at = end;
    }
    if (at + 1 >= line.size())
        return false;
    into.name = line.substr(at + 1);
    if (into.kind == 'l')
        into.name = into.name.substr(0, into.name.find(" -> "));
    return true;
}

/// Why an archive with this name in it is not to be unpacked; empty: it may be.
std::string trouble_with(const std::string& name) {
    const fs::path path(name);
    const bool up = std::any_of(path.begin(), path.end(),
                                [](const fs::path& part) { return part == ".."; });
    if (up || name.starts_with("/") || name.starts_with("\\") ||
        (name.size() > 1 && name[1] == ':'))
        return "a name in it leads out of its folder: " + harmless(name);
    return {};
}

/// Letters, digits and a few signs: what no tool takes for a pattern.
bool is_plain(const std::string& name) {
    return !name.starts_with("-") &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) {
               return c >= 0x80 || std::isalnum(c) != 0 ||
                      std::string_view("/._- +,()@#=~").find(static_cast<char>(c)) !=
                          std::string_view::npos;
           });
}

/// Its folders may have any name: what is around a lesson is the host's.
bool may_count(const std::string& name) {
    return is_code(fs::path(name).filename().generic_string()) &&
           name.find("__MACOSX/") == std::string::npos;
}

} // namespace

namespace {

/// The sources among the names that were listed. Not empty: why none may be unpacked.
std::string choose(const std::string& listing, std::vector<std::string>& wanted,
                   std::vector<std::string>& left) {
    std::set<std::string> files; // all that are no folders
    long long bytes = 0;
    for (const auto& line : lines_of(listing)) {
        entry one;
        if (!read_entry(line, one))
            return "a name in it has a line break or another character that hides it: " +
                   harmless(line.substr(0, 60));
        if (const auto trouble = trouble_with(one.name); !trouble.empty())
            return trouble;
        if (one.kind == 'd')
            continue;
        if (!files.insert(one.name).second)
            return "it has two files " + harmless(one.name);
        if (one.kind != '-' || !may_count(one.name)) {
            left.push_back(one.name + (one.kind == '-' ? "" : " (a link)"));
            continue;
        }
        if (!is_plain(one.name))
            return "a source file has an odd name: " + harmless(one.name);
        bytes += one.size;
        wanted.push_back(one.name);
    }
    // A file or a link in the place of a folder would lead the tool elsewhere.
    for (const auto& name : wanted)
        for (fs::path up = fs::path(name).parent_path(); !up.empty();
             up = up.parent_path())
            if (files.contains(up.generic_string()))
                return "a folder in it is a file or a link, too: " +
                       harmless(up.generic_string());
    if (wanted.size() > most_wanted || bytes > most_unpacked)
        return "its source files are too many or too large (most: " +
               std::to_string(most_wanted) + " files, 32 MiB)";
    return wanted.empty() ? "it has no *.cpp file" : "";
}

} // namespace

not_unpacked unpack(const fs::path& archive, const fs::path& folder, bool jailed,
                    std::vector<std::string>& left) {
    if (!os::open_to_jails(folder, true))
        return {"the grader has no folder to unpack it in", true};
    const auto listed = run_tar(archive, folder, jailed, "tvf", {});
    if (!listed.end.good() || !listed.whole || listed.said.size() > most_listed)
        return because_of(listed,
                          "it is no archive that cmake -E tar can list within its "
                          "limits (10 s of processor time, 1 MiB a file)");
    std::vector<std::string> wanted;
    if (auto trouble = choose(listed.said, wanted, left); !trouble.empty())
        return {std::move(trouble), false};
    const auto unpacked = run_tar(archive, folder, jailed, "xf", wanted);
    if (!unpacked.end.good())
        return because_of(unpacked,
                          "it cannot be unpacked within its limits (1 MiB a file, 10 s)");
    return {};
}

} // namespace kit::grading
