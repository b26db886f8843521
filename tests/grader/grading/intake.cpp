#include "intake.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

#include "../text/utf8.hpp"
#include "archive.hpp"

namespace kit::grading {
namespace {

constexpr std::uintmax_t most_bytes = 1u << 20; // of one source file
constexpr std::size_t most_files = 16;          // of one lesson
constexpr std::size_t most_entries = 20000;     // of a submission
constexpr int deepest = 16;

/// A file of the submission: its path in it, with slashes.
struct found {
    std::string path;
    bool link = false;  ///< or anything else that is no ordinary file
    std::string lesson; ///< its number, where it counts
    [[nodiscard]] std::string name() const { return path.substr(path.rfind('/') + 1); }
};

bool is_source(const std::string& name) {
    return !name.starts_with(".") && (name.ends_with(".cpp") || name.ends_with(".hpp"));
}

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (const auto& part : fs::path(path))
        parts.push_back(part.generic_string());
    return parts;
}

/// The lesson in whose folder the file lies, or nullptr. `below`: the folder that must
/// come before ("lessons"), or nothing.
const lesson* folder_lesson(const project& where, const std::string& path,
                            std::string_view below) {
    const auto parts = parts_of(path);
    if (parts.size() < 2 || (!below.empty() && parts.size() < 3))
        return nullptr;
    if (!below.empty() && parts[parts.size() - 3] != below)
        return nullptr;
    if (below.empty() && std::find(parts.begin(), parts.end(), "__MACOSX") != parts.end())
        return nullptr;
    for (const lesson& each : where.lessons())
        if (each.folder == parts[parts.size() - 2])
            return &each;
    return nullptr;
}

/// The lesson whose starter has this name.
const lesson* named_lesson(const project& where, const starters& given,
                           const std::string& name) {
    for (const lesson& each : where.lessons())
        if (given.known("lessons/" + each.folder + "/" + name))
            return &each;
    return nullptr;
}

/// Marks the files that count. A whole copy of the kit has lessons/NN-name/; a part of
/// one has NN-name/; loose files are known by their names, and so whether these are some.
bool find_lessons(const project& where, std::vector<found>& files) {
    const starters given(where);
    const auto mark = [&](const auto& lesson_of) {
        bool any = false;
        for (auto& file : files) {
            const lesson* which = is_source(file.name()) ? lesson_of(file) : nullptr;
            if (which == nullptr)
                continue;
            // What is given is the grader's own: main.cpp, the contract headers.
            const std::string path = "lessons/" + which->folder + "/" + file.name();
            if (!(given.known(path) && is_given(path)))
                file.lesson = which->number;
            any = true;
        }
        return any;
    };
    const auto in_folder = [&](std::string_view below) {
        return mark([&](const found& f) { return folder_lesson(where, f.path, below); });
    };
    if (in_folder("lessons") || in_folder(""))
        return false;
    mark([&](const found& f) { return named_lesson(where, given, f.name()); });
    return true;
}

/// A loose header that a student added belongs to each lesson whose loose sources
/// include it.
void adopt_headers(const project& where, const fs::path& folder,
                   std::vector<found>& files) {
    const starters given(where);
    std::map<std::string, std::string> texts; // of each lesson's sources, by its number
    for (const auto& file : files)
        if (!file.lesson.empty() && !file.link)
            texts[file.lesson] += read_file(folder / file.path).value_or("");
    std::vector<found> more;
    for (auto& file : files) {
        if (!file.lesson.empty() || file.link || !file.name().ends_with(".hpp"))
            continue;
        for (const auto& [number, text] : texts) {
            const std::string& lesson = where.lesson_of(number)->folder;
            if (text.find("\"" + file.name() + "\"") == std::string::npos ||
                given.known("lessons/" + lesson + "/" + file.name()))
                continue;
            more.push_back(file);
            more.back().lesson = number;
        }
        if (!more.empty() && more.back().path == file.path) {
            file.lesson = more.back().lesson; // the others are copies
            more.pop_back();
        }
    }
    files.insert(files.end(), more.begin(), more.end());
}

/// The folder of the kit's copy in the submission: what comes before "lessons/".
std::string copy_root(const std::vector<found>& files) {
    for (const auto& file : files)
        if (!file.lesson.empty()) {
            const auto at = ("/" + file.path).rfind("/lessons/");
            if (at != std::string::npos)
                return file.path.substr(0, at);
        }
    return {};
}

/// The kit's own file at the same place, or nothing.
fs::path kits_own(const project& where, const std::string& root,
                  const std::string& path) {
    if (!path.starts_with(root))
        return {};
    std::string inside = path.substr(root.size());
    if (inside.starts_with("/"))
        inside.erase(0, 1);
    return where.root() / inside;
}

bool is_in_kit(const project& where, const std::string& root, const std::string& path) {
    std::error_code error;
    return fs::is_regular_file(kits_own(where, root, path), error);
}

bool same_as_kit(const project& where, const fs::path& folder, const std::string& root,
                 const std::string& path) {
    std::error_code error;
    const fs::path ours = kits_own(where, root, path);
    return fs::is_regular_file(ours, error) &&
           fs::file_size(ours, error) == fs::file_size(folder / path, error) &&
           read_file(ours) == read_file(folder / path);
}

/// Every file below a folder that is no part of a build or of a version's history.
std::vector<found> walk(const fs::path& folder, std::string& unusable) {
    std::vector<found> files;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error)) {
        const auto status = at->symlink_status(error);
        const std::string name = at->path().filename().string();
        const bool link = !fs::is_regular_file(status); // or a pipe, a device
        if (fs::is_directory(status)) {
            if (at.depth() >= deepest || name == ".git" || name == ".first-byte" ||
                (name == "build" && at.depth() <= 1))
                at.disable_recursion_pending();
            continue;
        }
        files.push_back(
            {at->path().lexically_relative(folder).generic_string(), link, {}});
        if (files.size() > most_entries) {
            unusable = "it has more than " + std::to_string(most_entries) + " files";
            break;
        }
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

void read_lesson_file(const fs::path& folder, const found& file, submission& into) {
    std::string& refused = into.refused[file.lesson];
    auto& sources = into.lessons[file.lesson];
    std::error_code error;
    const fs::path path = folder / file.path;
    const std::string shown = harmless_name(file.path);
    if (shown != file.path)
        refused = shown + ": a name with characters that hide it";
    else if (file.link || !fs::is_regular_file(fs::symlink_status(path, error)))
        refused = shown + " is a link or no ordinary file";
    else if (fs::file_size(path, error) > most_bytes)
        refused = shown + " is larger than 1 MiB";
    else if (sources.size() >= most_files)
        refused = "the lesson has more than " + std::to_string(most_files) + " files";
    else if (std::any_of(sources.begin(), sources.end(),
                         [&](const source& s) { return s.name == file.name(); }))
        refused = "two files are called " + harmless_name(file.name()) +
                  ": which one counts? One of them is " + shown;
    else if (auto text = read_file(path))
        sources.push_back({file.name(), std::move(*text)});
    else
        refused = shown + " cannot be read";
}

/// `left`: files of an archive that were not unpacked.
void take_in_folder(const project& where, const fs::path& folder, submission& into,
                    const std::vector<std::string>& left = {}) {
    auto files = walk(folder, into.unusable);
    if (!into.unusable.empty())
        return;
    if (find_lessons(where, files))
        adopt_headers(where, folder, files);
    const std::string root = copy_root(files);
    for (const auto& file : files) {
        if (!file.lesson.empty())
            read_lesson_file(folder, file, into);
        else if (file.link || !same_as_kit(where, folder, root, file.path))
            into.ignored.push_back(harmless_name(file.path) +
                                   (file.link ? " (no ordinary file)" : ""));
    }
    for (const auto& path : left)
        if (!is_in_kit(where, root, path))
            into.ignored.push_back(harmless_name(path));
    for (auto& [number, sources] : into.lessons)
        std::sort(sources.begin(), sources.end(),
                  [](const auto& a, const auto& b) { return a.name < b.name; });
    std::erase_if(into.refused, [](const auto& one) { return one.second.empty(); });
    std::erase_if(into.lessons, [](const auto& one) { return one.second.empty(); });
    if (into.lessons.empty() && into.refused.empty())
        into.unusable = "it has no lesson's file: neither a folder such as "
                        "lessons/06-exchange nor a file such as exchange.cpp";
}

} // namespace

std::string harmless(std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    bool word_begins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        // Lines may be broken at spaces later on.
        const bool workflow_command =
            (word_begins && text.substr(i, 2) == "::") || text.substr(i, 3) == "##[";
        if (workflow_command)
            out += "\\";
        if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && c < 0x80)) {
            out += text[i];
        } else if (const std::size_t n = harmless_length(text.substr(i)); n > 1) {
            out += text.substr(i, n);
            i += n - 1;
        } else {
            out += "\\x";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
        word_begins = c == '\n' || c == ' ' || c == '\t';
    }
    return out;
}

std::string harmless_name(std::string_view text) {
    std::string out;
    for (const char c : harmless(text))
        out += c == '\n' ? "\\x0a" : c == '\t' ? "\\x09" : std::string(1, c);
    return out;
}

std::size_t harmless_length(std::string_view text) {
    const auto [code, bytes] = first_character(text);
    // C1 controls, and characters that turn the direction of writing.
    const bool control =
        (code >= 0x80 && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
        (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return control ? 0 : bytes;
}

submission take_in(const project& where, const fs::path& path, const fs::path& scratch,
                   bool jailed) {
    submission made;
    std::error_code error;
    const fs::path full = fs::absolute(path, error).lexically_normal();
    made.name =
        harmless((full.has_filename() ? full : full.parent_path()).filename().string());
    if (fs::is_directory(full, error)) {
        take_in_folder(where, full, made);
    } else if (!fs::is_regular_file(full, error)) {
        made.unusable = "there is no such folder or archive";
    } else {
        std::vector<std::string> left;
        auto [why, by_grader] = unpack(full, scratch, jailed, left);
        made.unusable = std::move(why);
        made.grader_failed = by_grader;
        if (made.unusable.empty())
            take_in_folder(where, scratch, made, left);
    }
    return made;
}

} // namespace kit::grading
