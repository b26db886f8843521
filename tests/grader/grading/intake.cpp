#include "intake.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

#include "../lesson_files.hpp"
#include "../text/code.hpp"
#include "archive.hpp"

namespace kit::grading {
namespace {

constexpr std::size_t most_entries = 20000;      // of a submission
constexpr std::uintmax_t most_bytes = 32u << 20; // of its sources, all together
constexpr std::size_t most_includes = 10000;     // that are looked at
constexpr int deepest = 16;

/// A file of the submission: its path in it, with slashes.
struct found {
    std::string path;
    bool link = false;  ///< or anything else that is no ordinary file
    std::string lesson; ///< its number, where it counts
    std::string inside; ///< its path in the lesson's folder, where it counts
    [[nodiscard]] std::string name() const { return path.substr(path.rfind('/') + 1); }
};

/// A lesson and the path of a file in its folder.
struct placed {
    const lesson* which = nullptr;
    std::string inside;
};

/// The lesson in whose folder the file lies, the innermost. `below`: the folder that must
/// come before ("lessons"), or nothing.
placed in_lesson_folder(const project& where, const std::string& path,
                        std::string_view below) {
    const fs::path whole(path);
    const std::vector<fs::path> parts(whole.begin(), whole.end());
    if (below.empty() && std::find(parts.begin(), parts.end(), "__MACOSX") != parts.end())
        return {};
    for (std::size_t i = parts.size() - 1; i-- > 0;) {
        if (!below.empty() && (i == 0 || parts[i - 1] != below))
            continue;
        for (const lesson& each : where.lessons())
            if (parts[i] == each.folder) {
                fs::path inside;
                for (std::size_t k = i + 1; k < parts.size(); ++k)
                    inside /= parts[k];
                return {&each, inside.generic_string()};
            }
    }
    return {};
}

/// The lesson whose starter has this name.
placed named_lesson(const project& where, const starters& given,
                    const std::string& name) {
    for (const lesson& each : where.lessons())
        if (given.known("lessons/" + each.folder + "/" + name))
            return {&each, name};
    return {};
}

/// Marks the files that count. A whole copy of the kit has lessons/NN-name/; a part of
/// one has NN-name/; loose files are known by their names, and so whether these are some.
bool find_lessons(const project& where, std::vector<found>& files) {
    const starters given(where);
    const auto mark = [&](const auto& lesson_of) {
        bool any = false;
        for (auto& file : files) {
            const placed place = lesson_of(file);
            if (place.which == nullptr || !is_code(place.inside))
                continue;
            // What is given is the grader's own: main.cpp, the contract headers.
            const std::string path =
                "lessons/" + place.which->folder + "/" + place.inside;
            if (!(given.known(path) && is_given(path))) {
                file.lesson = place.which->number;
                file.inside = place.inside;
            }
            any = true;
        }
        return any;
    };
    const auto in_folder = [&](std::string_view below) {
        return mark(
            [&](const found& f) { return in_lesson_folder(where, f.path, below); });
    };
    if (in_folder("lessons") || in_folder(""))
        return false;
    mark([&](const found& f) { return named_lesson(where, given, f.name()); });
    return true;
}

/// A file that loose sources include, by its path from theirs, belongs to each lesson
/// whose sources do so, or whose other files of that kind.
void adopt_included(const project& where, const fs::path& folder,
                    std::vector<found>& files) {
    const starters given(where);
    struct text {
        fs::path from, inside; ///< the folders of the file: in the submission, the lesson
        std::string lesson, code;
    };
    std::vector<text> texts;
    std::uintmax_t bytes = 0;
    std::size_t includes = 0;
    const auto read = [&](const found& file) {
        // What is too large is refused later on, and includes nothing till then.
        auto code = read_file_of(std::min(most_source_bytes, most_bytes - bytes),
                                 folder / file.path);
        bytes += code ? code->size() : 0;
        texts.push_back({fs::path(file.path).parent_path(),
                         fs::path(file.inside).parent_path(), file.lesson,
                         std::move(code).value_or("")});
    };
    for (const auto& file : files)
        if (!file.lesson.empty() && !file.link)
            read(file);
    for (std::size_t i = 0; i < texts.size() && texts.size() < most_entries; ++i) {
        const text by = texts[i]; // texts grows
        for (const auto& one : includes_of(by.code)) {
            if (++includes > most_includes)
                return;
            const fs::path path = (by.from / one.name).lexically_normal();
            const fs::path inside = (by.inside / one.name).lexically_normal();
            const std::string name = inside.generic_string();
            const auto of_path = [&](const found& f) { return f.path == path; };
            const auto at = std::find_if(files.begin(), files.end(), of_path);
            const bool known =
                std::any_of(files.begin(), files.end(), [&](const auto& f) {
                    return f.path == path && f.lesson == by.lesson;
                });
            if (at == files.end() || known || at->link || !is_code(name) ||
                name.starts_with("..") ||
                given.known("lessons/" + where.lesson_of(by.lesson)->folder + "/" + name))
                continue;
            found mine = *at;
            mine.lesson = by.lesson;
            mine.inside = name;
            read(mine);
            if (at->lesson.empty())
                *at = std::move(mine);
            else // the others are copies
                files.push_back(std::move(mine));
        }
    }
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
           fs::file_size(ours, error) == fs::file_size(folder / path, error) && !error &&
           read_file(ours) == read_file_of(fs::file_size(ours, error), folder / path);
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
            {at->path().lexically_relative(folder).generic_string(), link, {}, {}});
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
    else if (const auto bytes = fs::file_size(path, error);
             !error && bytes > most_source_bytes)
        refused = shown + " is larger than 1 MiB";
    else if (!error && (into.bytes += bytes) > most_bytes)
        refused = "the source files are larger than 32 MiB, all together";
    else if (sources.size() >= most_sources)
        refused = "the lesson has more than " + std::to_string(most_sources) + " files";
    else if (std::any_of(sources.begin(), sources.end(),
                         [&](const source& s) { return s.name == file.inside; }))
        refused = "two files are called " + harmless_name(file.inside) +
                  ": which one counts? One of them is " + shown;
    else if (auto text = read_file_of(most_source_bytes, path))
        sources.push_back({file.inside, std::move(*text)});
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
        adopt_included(where, folder, files);
    const std::string root = copy_root(files);
    for (const auto& file : files) {
        if (!file.lesson.empty())
            read_lesson_file(folder, file, into);
        if (!file.lesson.empty()) {
            if (is_left_uncompiled(file.inside))
                into.ignored.push_back(harmless_name(file.path) + " (not compiled)");
        } else if (file.link || !same_as_kit(where, folder, root, file.path)) {
            into.ignored.push_back(harmless_name(file.path) +
                                   (file.link ? " (no ordinary file)" : ""));
        }
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
