#include "archive.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>

#include "../lesson_files.hpp"
#include "found_files.hpp"
#include "os/jail.hpp"
#include "tool.hpp"

namespace kit::grading {
namespace {

namespace os = grader::os;

constexpr std::size_t most_listed = 4u << 20;   // bytes of a listing
constexpr std::size_t most_wanted = 512;        // files to unpack
constexpr long long most_unpacked = 32LL << 20; // bytes, all together
constexpr std::size_t longest_name = 1024;      // bytes
constexpr long deepest_name = 32;               // folders

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

/// Whether this is the first block of a tar: its numbers add up to what it says. Every
/// kind of tar has that, and a list of paths does not.
bool begins_tar(std::string_view block) {
    constexpr std::size_t at = 148, length = 8; // of the sum, which counts as blanks
    if (block.size() < 512)
        return false;
    unsigned sum = length * ' ';
    for (std::size_t i = 0; i < 512; ++i)
        if (i < at || i >= at + length)
            sum += static_cast<unsigned char>(block[i]);
    return std::strtoul(std::string(block.substr(at, length)).c_str(), nullptr, 8) == sum;
}

/// Whether it is an archive of a kind that is taken. The tool knows more kinds: one is a
/// list of paths of this machine, another a picture of a disk. Nothing: it can't be read.
std::optional<bool> is_taken(const fs::path& archive) {
    std::string block(512, '\0');
    std::ifstream in(archive, std::ios::binary);
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (!in.is_open() || in.bad())
        return std::nullopt;
    block.resize(static_cast<std::size_t>(in.gcount()));
    using namespace std::string_view_literals;
    for (const auto begin : {"PK\3\4"sv, "PK\5\6"sv, "\x1f\x8b"sv, "BZh"sv,
                             "\xfd"
                             "7zXZ"sv})
        if (block.starts_with(begin))
            return true;
    return begins_tar(block);
}

/// What becomes of the archive where a tool did not do its work: `otherwise` is why the
/// archive cannot be taken, where it was not the grader that failed.
not_unpacked because_of(const confined_answer& tool, const std::string& otherwise) {
    if (tool.end.good() || tool.end.whose == blame::student)
        return {otherwise, false};
    return {"the grader could not unpack it: " + tool.end.what, true};
}

/// Whether this ends in what stands before a name: its size and its date, as in
/// "-rw-r--r--  0 user group  123 22 Nov 02:31". Reads backwards: users and groups may
/// have any name.
bool read_size(std::string_view before, long long& size) {
    std::array<std::string_view, 4> words; // the size, the day, the month, the time
    for (std::size_t i = words.size(); i-- > 0;) {
        while (before.ends_with(' '))
            before.remove_suffix(1);
        const std::size_t space = before.rfind(' ');
        if (space == std::string_view::npos)
            return false;
        words[i] = before.substr(space + 1);
        before.remove_suffix(words[i].size());
    }
    const auto all = [](std::string_view word, std::string_view of) {
        return !word.empty() && word.find_first_not_of(of) == std::string_view::npos;
    };
    constexpr std::string_view digits = "0123456789";
    if (!all(words[0], "0123456789,") || !all(words[1], digits) || words[2].size() != 3 ||
        !all(words[3], "0123456789:-"))
        return false;
    size = std::strtoll(std::string(words[0]).c_str(), nullptr, 10);
    return true;
}

/// An entry of the archive: from its line of the long listing, and from its name, which
/// is a line of its own in the short one. False: these are not of one entry.
bool read_entry(std::string_view line, const std::string& name, entry& into) {
    if (line.size() < 11 ||
        std::string_view("-dlhbcps").find(line.front()) == std::string_view::npos ||
        (line[1] != 'r' && line[1] != '-') || name.empty())
        return false;
    into.kind = line.front();
    into.name = name;
    const bool link = into.kind == 'l' || into.kind == 'h';
    if (!link)
        return line.ends_with(" " + name) &&
               read_size(line.substr(0, line.size() - name.size() - 1), into.size);
    // Where it leads comes after its name.
    for (const char* leads : {" -> ", " link to "}) {
        const std::string words = " " + name + leads;
        for (std::size_t at = line.find(words); at != std::string_view::npos;
             at = line.find(words, at + 1))
            if (read_size(line.substr(0, at), into.size))
                return true;
    }
    return false;
}

/// Why such a name is not to be looked at any closer: that takes the longer the more
/// folders it has. Empty: it may be.
std::string too_long(const std::string& name) {
    if (name.size() <= longest_name &&
        std::count(name.begin(), name.end(), '/') <= deepest_name)
        return {};
    return "a name in it is longer than " + std::to_string(longest_name) +
           " bytes, or deeper than " + std::to_string(deepest_name) +
           " folders: " + name.substr(0, 60) + "...";
}

/// The entries of an archive. Not empty: a name is too long, or has a line break, which
/// makes two lines of it, of which the second is no entry.
std::string read_entries(const std::string& names, const std::string& listing,
                         std::vector<entry>& into) {
    const auto names_lines = lines_of(names), lines = lines_of(listing);
    std::size_t i = 0;
    for (; i < std::min(names_lines.size(), lines.size()); ++i) {
        if (auto trouble = too_long(names_lines[i]); !trouble.empty())
            return trouble;
        entry one;
        if (!read_entry(lines[i], names_lines[i], one))
            break;
        into.push_back(std::move(one));
    }
    if (i == names_lines.size() && i == lines.size())
        return {};
    return "a name in it has a line break or another character that hides it: " +
           (i < names_lines.size() ? names_lines[i] : lines[i]).substr(0, 60);
}

/// Why an archive with this name in it is not to be unpacked; empty: it may be.
std::string trouble_with(const std::string& name) {
    const fs::path path(name);
    const bool up = std::any_of(path.begin(), path.end(),
                                [](const fs::path& part) { return part == ".."; });
    if (up || name.starts_with("/") || name.starts_with("\\") ||
        (name.size() > 1 && name[1] == ':'))
        return "a name in it leads out of its folder: " + name;
    return {};
}

/// Whether tools on every system take it for one name: a backslash may part two.
bool is_name(const std::string& name) {
    return std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c >= 0x20 && c != 0x7f && c != '\\';
    });
}

/// What the tool takes for this name, and for no option and no pattern of others.
std::string pattern_of(const std::string& name) {
    std::string pattern = name.starts_with("-") ? "./" : "";
    for (const char c : name) {
        if (std::string_view("*?[]^$").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

/// Its folders may have any name: what is around a lesson is the host's. The case of its
/// letters may be another system's: "EXCHANGE.CPP".
bool may_count(const std::string& name) {
    const std::string file = fs::path(name).filename().generic_string();
    return (is_code(file) || is_code(in_lower_case(file))) &&
           name.find("__MACOSX/") == std::string::npos;
}

} // namespace

namespace {

/// The sources among the names that were listed. Not empty: why none may be unpacked.
std::string choose(const std::vector<entry>& entries, std::vector<std::string>& wanted,
                   std::vector<std::string>& left) {
    std::map<std::string, std::string> files; // all that are no folders; as written there
    long long bytes = 0;
    for (const auto& one : entries) {
        if (auto trouble = trouble_with(one.name); !trouble.empty())
            return trouble;
        if (one.kind == 'd')
            continue;
        const std::string path = fs::path(one.name).lexically_normal().generic_string();
        if (const auto [first, fresh] = files.emplace(path, one.name); !fresh)
            return "it has two files " + path +
                   (first->second == one.name
                        ? ""
                        : " (written " + first->second + " and " + one.name + ")") +
                   ", and which one counts is not to be told: pack one of them only";
        if (one.kind != '-' || !may_count(one.name)) {
            left.push_back(one.name + (one.kind == '-' ? "" : " (a link)"));
            continue;
        }
        if (!is_name(one.name))
            return "a source file has an odd name: " + one.name;
        bytes += one.size;
        wanted.push_back(one.name);
    }
    if (wanted.size() > most_wanted || bytes > most_unpacked)
        return "its source files are too many or too large (most: " +
               std::to_string(most_wanted) + " files, 32 MiB)";
    // A file or a link in the place of a folder would lead the tool elsewhere.
    for (const auto& name : wanted)
        for (fs::path up = fs::path(name).parent_path(); !up.empty();
             up = up.parent_path())
            if (files.contains(up.lexically_normal().generic_string()))
                return "a folder in it is a file or a link, too: " + up.generic_string();
    return wanted.empty() ? "it has no *.cpp file" : "";
}

/// What jails read of an archive: itself, or, where its owner alone may read it, a copy
/// beside `folder`, for as long as this lives.
class readable_archive {
  public:
    readable_archive(const fs::path& archive, const fs::path& folder, bool jailed)
        : path_(archive) {
        if (!jailed || os::jails_can_read(archive))
            return;
        copy_ = folder;
        copy_ += ".packed";
        std::error_code error;
        const auto size = fs::file_size(archive, error);
        if (error || size > most_copied)
            why_ = error ? "it cannot be read: " + error.message()
                         : "others than its owner may not read it, and it is larger than "
                           "256 MiB";
        else if (!copy_whole(archive, copy_) || !os::open_to_jails(copy_, false))
            why_ = "there is no room for a copy that its jail can read";
        path_ = copy_;
    }
    ~readable_archive() {
        std::error_code error;
        if (!copy_.empty())
            fs::remove(copy_, error);
    }
    readable_archive(const readable_archive&) = delete;
    readable_archive& operator=(const readable_archive&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] const std::string& why_not() const { return why_; }

  private:
    static constexpr std::uintmax_t most_copied = 256u << 20;
    fs::path path_, copy_;
    std::string why_;
};

} // namespace

not_unpacked unpack(const fs::path& packed, const fs::path& folder, bool jailed,
                    std::vector<std::string>& left) {
    if (jailed && !os::open_to_jails(folder, true))
        return {"the grader has no folder to unpack it in", true};
    const readable_archive readable(packed, folder, jailed);
    if (!readable.why_not().empty())
        return {"the grader could not unpack it: " + readable.why_not(), true};
    const fs::path& archive = readable.path();
    const auto taken = is_taken(archive);
    if (!taken)
        return {"the grader could not read it", true};
    if (!*taken)
        return {"it is no archive that is taken: by its first bytes neither zip nor tar "
                "(plain, or packed with gzip, bzip2 or xz)",
                false};
    const auto listed = run_tar(archive, folder, jailed, "tvf", {});
    if (!listed.whole || listed.said.size() > most_listed)
        return {"the list of its names is longer than 4 MiB", false};
    if (!listed.end.good())
        return because_of(listed,
                          "it is no archive that cmake -E tar can list within its "
                          "limits (10 s of processor time, 1 MiB a file)");
    // Once more, the names alone: in the long listing others stand before them.
    const auto named = run_tar(archive, folder, jailed, "tf", {});
    if (!named.end.good() || !named.whole)
        return because_of(named, "its names cannot be listed");
    std::vector<entry> entries;
    std::vector<std::string> wanted;
    auto trouble = read_entries(named.said, listed.said, entries);
    if (trouble.empty())
        trouble = choose(entries, wanted, left);
    if (!trouble.empty())
        return {std::move(trouble), false};
    std::transform(wanted.begin(), wanted.end(), wanted.begin(), pattern_of);
    const auto unpacked = run_tar(archive, folder, jailed, "xf", wanted);
    if (!unpacked.end.good())
        return because_of(unpacked,
                          "it cannot be unpacked within its limits (1 MiB a file, 10 s)");
    return {};
}

} // namespace kit::grading
