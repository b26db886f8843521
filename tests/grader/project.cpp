#include "project.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "os/process.hpp"

namespace kit {
namespace {

bool is_kit(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / "CMakePresets.json", error) &&
           fs::is_directory(folder / "lessons", error) &&
           fs::is_directory(folder / "platform", error);
}

bool is_lesson_folder(const std::string& name) {
    const auto digit = [&](std::size_t i) { return name[i] >= '0' && name[i] <= '9'; };
    return name.size() > 3 && digit(0) && digit(1) && name[2] == '-';
}

std::optional<fs::path> kit_around(fs::path folder) {
    for (;;) {
        if (is_kit(folder))
            return folder;
        if (!folder.has_parent_path() || folder.parent_path() == folder)
            return std::nullopt;
        folder = folder.parent_path();
    }
}

lesson describe(const fs::path& root, const std::string& folder) {
    lesson found;
    found.folder = folder;
    found.number = folder.substr(0, 2);
    found.typed =
        folder.substr(folder.front() == '0' ? 1 : 0, folder.front() == '0' ? 1 : 2);
    found.name = folder.substr(3);
    std::error_code error;
    if (fs::exists(root / "lessons" / folder / "main.cpp", error)) {
        found.programs = {"main"};
        found.has_contract = true;
        return found;
    }
    // The files that the lesson began with; where it is new, those of its reference.
    const std::string own = "lessons/" + folder + "/";
    for (const auto& line : lines_of(read_file(root / starters_list).value_or("")))
        if (const std::string path = line.substr(0, line.find(' '));
            path.starts_with(own) && path.ends_with(".cpp"))
            found.programs.push_back(fs::path(path).stem().string());
    std::sort(found.programs.begin(), found.programs.end());
    if (found.programs.empty())
        for (const auto& file : files_in(root / "solutions" / folder, {".cpp"}))
            found.programs.push_back(fs::path(file).stem().string());
    std::reverse(found.programs.begin(), found.programs.end()); // the server comes first
    return found;
}

} // namespace

std::optional<project> project::find(const fs::path& from) {
    const char* named = std::getenv("FIRST_BYTE_ROOT"); // NOLINT: one thread
    if (named != nullptr && is_kit(named))
        return project(fs::canonical(named));
    if (auto found = kit_around(from))
        return project(*found);
    if (auto found = kit_around(grader::os::own_path().parent_path()))
        return project(*found);
    return std::nullopt;
}

project::project(fs::path root) : root_(std::move(root)) {
    std::error_code error;
    std::vector<std::string> folders;
    for (const auto& entry : fs::directory_iterator(root_ / "lessons", error))
        if (is_lesson_folder(entry.path().filename().string()))
            folders.push_back(entry.path().filename().string());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders)
        lessons_.push_back(describe(root_, folder));
}

const lesson* project::lesson_of(std::string_view text) const {
    while (text.ends_with('/') || text.ends_with('\\'))
        text.remove_suffix(1);
    if (text.starts_with("lessons/"))
        text.remove_prefix(8);
    const std::string padded = text.size() == 1 ? "0" + std::string(text) : "";
    for (const lesson& each : lessons_)
        if (text == each.number || padded == each.number || text == each.name ||
            text == each.folder)
            return &each;
    return nullptr;
}

fs::path project::lesson_folder(const lesson& which) const {
    return root_ / "lessons" / which.folder;
}
bool project::has_solutions() const {
    std::error_code error;
    return fs::exists(root_ / "solutions", error);
}

fs::path project::solution_folder(const lesson& which) const {
    return root_ / "solutions" / which.folder;
}
fs::path project::build_folder(std::string_view preset) const {
    return root_ / "build" / preset;
}

std::string project::relative(const fs::path& path) const {
    return path.lexically_relative(root_).generic_string();
}

} // namespace kit
