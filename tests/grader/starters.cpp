// What was given, and how to get it back.
#include "project.hpp"

#include <algorithm>

#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

fs::path list_of(const project& where) {
    return where.root() / starters_list;
}

fs::path copy_of(const project& where, const std::string& path) {
    return where.own_folder() / "starters" / path;
}

std::optional<std::string> ask_git(const project& where,
                                   const std::vector<std::string>& arguments) {
    os::spawn_options options;
    options.folder = where.root();
    options.error = os::stream::null;
    auto git = os::child::spawn("git", arguments, options);
    if (!git.started())
        return std::nullopt;
    const auto limit = os::in(std::chrono::seconds(10));
    auto answer = git.read_until_end(limit, 4u << 20);
    if (!git.wait(limit).exited_with(0))
        return std::nullopt;
    return std::move(answer.text);
}

} // namespace

bool is_given(std::string_view path) {
    return path.ends_with(".hpp") || path.ends_with("/main.cpp");
}

starters::starters(const project& where) {
    for (const auto& line : lines_of(read_file(list_of(where)).value_or(""))) {
        const std::size_t space = line.rfind(' ');
        if (!line.starts_with('#') && space != std::string::npos)
            hashes_[line.substr(0, space)] = line.substr(space + 1);
    }
}

bool starters::known(const std::string& path) const {
    return hashes_.contains(path);
}

bool starters::matches(const std::string& path, std::string_view text) const {
    const auto found = hashes_.find(path);
    return found != hashes_.end() && found->second == in_hex(fingerprint(text));
}

std::vector<std::string> starters::headers() const {
    std::vector<std::string> paths;
    for (const auto& [path, hash] : hashes_)
        if (path.ends_with(".hpp"))
            paths.push_back(path);
    return paths;
}

std::vector<std::string> starters::of(const lesson& which) const {
    std::vector<std::string> paths;
    for (const auto& [path, hash] : hashes_)
        if (path.starts_with("lessons/" + which.folder + "/"))
            paths.push_back(path);
    return paths;
}

std::vector<std::string> starters::changed_given(const project& where) const {
    std::vector<std::string> changed;
    for (const auto& [path, hash] : hashes_) {
        if (!is_given(path))
            continue;
        const auto text = read_file(where.root() / path);
        if (!text || !matches(path, *text))
            changed.push_back(path);
    }
    return changed;
}

bool starters::untouched(const project& where, const lesson& which) const {
    const fs::path folder = where.lesson_folder(which);
    bool any = false;
    for (const auto& name : files_in(folder, {".cpp", ".hpp"})) {
        const std::string path = where.relative(folder / name);
        const auto text = read_file(folder / name);
        any = any || known(path);
        if (!text || !(matches(path, *text) || is_given(path)))
            return false;
    }
    return any;
}

void starters::keep_copies(const project& where) const {
    for (const auto& [path, hash] : hashes_) {
        // An older copy stays behind when a lesson is given anew.
        const auto copy = read_file(copy_of(where, path));
        if (copy && matches(path, *copy))
            continue;
        const auto text = read_file(where.root() / path);
        if (text && matches(path, *text))
            static_cast<void>(write_file(copy_of(where, path), *text));
    }
}

std::optional<std::string> starters::original(const project& where,
                                              const std::string& path) const {
    auto copy = read_file(copy_of(where, path));
    if (copy && matches(path, *copy))
        return copy;
    const auto commits =
        ask_git(where, {"log", "-n", "200", "--format=%H", "--", path}).value_or("");
    for (const auto& commit : lines_of(commits)) {
        auto blob = ask_git(where, {"show", commit + ":./" + path});
        if (blob && matches(path, *blob))
            return blob;
    }
    return std::nullopt;
}

std::string describe_starters(const project& where) {
    std::vector<fs::path> files;
    const fs::path lessons = where.root() / "lessons";
    for (const auto& name : files_in(lessons, {".hpp"}))
        files.push_back(lessons / name);
    for (const auto& each : where.lessons())
        for (const auto& name : files_in(where.lesson_folder(each), {".cpp", ".hpp"}))
            files.push_back(where.lesson_folder(each) / name);
    std::string text = "# How the lessons' files were given: FNV-1a, line ends as \\n.\n"
                       "# Written by ./kit dev starters\n";
    for (const auto& file : files)
        text += where.relative(file) + " " +
                in_hex(fingerprint(read_file(file).value_or(""))) + "\n";
    return text;
}

} // namespace kit
