#include "lesson_files.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "text/code.hpp"

namespace kit {
namespace {

// What a compiler takes for a file to compile; the others are only included.
constexpr std::array compiled_endings{".cpp", ".cc", ".cxx", ".c++", ".c", ".C"};
constexpr std::array included_endings{".hpp", ".h",   ".hh",  ".hxx", ".h++",
                                      ".H",   ".inl", ".ipp", ".ixx", ".tpp",
                                      ".txx", ".tcc", ".icc", ".inc", ".def"};

template <class Endings>
bool ends_in(std::string_view path, const Endings& endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](const char* ending) { return path.ends_with(ending); });
}

/// No part of it begins with a dot or is a build.
bool is_plain_path(const fs::path& path) {
    return std::none_of(path.begin(), path.end(), [](const fs::path& part) {
        const std::string name = part.generic_string();
        return name.starts_with(".") || name.starts_with("cmake-build-") ||
               name == "build" || name == "CMakeFiles" || name == "__MACOSX";
    });
}

/// A file of the lesson, as messages name it.
std::string shown(const lesson& which, const std::string& name) {
    return "lessons/" + which.folder + "/" + name;
}

/// Why the file is refused, whatever it holds; empty: it is not.
std::string trouble_with(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(file, error)))
        return "is a link, and links don't count: put a copy of the file there";
    if (fs::file_size(file, error) > most_source_bytes)
        return "is larger than 1 MiB, and such files don't count: make it smaller";
    return {};
}

/// Whether what is included is there when the lesson is graded: a file of its own, a
/// header that was given, one of the platform layer.
bool is_there_when_graded(const project& where, const starters& given,
                          const lesson& which, const fs::path& file) {
    const fs::path own = file.lexically_relative(where.lesson_folder(which));
    if (!own.empty() && *own.begin() != "..")
        return is_code(own.generic_string());
    const std::string path = where.relative(file);
    return (given.known(path) && path.ends_with(".hpp")) ||
           path.starts_with("platform/include/");
}

/// The file that #include "NAME" means in a file of the lesson; empty: none of ours.
fs::path included_file(const project& where, const lesson& which, const fs::path& from,
                       const std::string& name) {
    std::error_code error;
    for (const fs::path& folder : {from.parent_path(), where.lesson_folder(which)})
        if (const fs::path file = (folder / name).lexically_normal();
            fs::is_regular_file(file, error))
            return file;
    return {};
}

void look_at_includes(const project& where, const starters& given, const lesson& which,
                      const std::string& name, std::vector<std::string>& told) {
    const fs::path file = where.lesson_folder(which) / name;
    for (const auto& one : includes_of(read_file(file).value_or(""))) {
        const fs::path meant = included_file(where, which, file, one.name);
        if (meant.empty() || is_there_when_graded(where, given, which, meant))
            continue;
        told.push_back(shown(which, name) + ":" + std::to_string(one.line) +
                       " includes \"" + one.name + "\", which isn't there when lesson " +
                       which.number + " is graded alone: put a copy into lessons/" +
                       which.folder + "/, with a name that ends in .hpp or .h");
    }
}

/// The first line in which two texts differ.
std::size_t first_difference(const std::string& one, const std::string& other) {
    const auto a = lines_of(one), b = lines_of(other);
    std::size_t line = 0;
    while (line < a.size() && line < b.size() && a[line] == b[line])
        ++line;
    return line + 1;
}

/// Given files whose code was changed, of those that the lesson is made with.
void look_at_given(const project& where, const starters& given, const lesson& which,
                   const std::vector<std::string>& changed,
                   std::vector<std::string>& told) {
    for (const auto& path : changed) {
        const std::string own = "lessons/" + which.folder + "/";
        const bool header = path.ends_with(".hpp");
        const bool later = path.substr(0, own.size()) > own && path != "lessons/look.hpp";
        if (!path.starts_with(own) && (!header || later))
            continue;
        const std::string text = read_file(where.root() / path).value_or("");
        const auto original = given.original(where, path);
        if (original && only_tokens(*original) == only_tokens(text))
            continue;
        told.push_back(
            path +
            (original ? ":" + std::to_string(first_difference(*original, text)) : "") +
            " isn't as it was given, and a mark is made with the file as it was given: "
            "put it back (./kit reset --given keeps a backup), and what you added into a "
            "file of your own, such as helper.hpp");
    }
}

} // namespace

bool is_code(std::string_view path) {
    return is_plain_path(path) &&
           (ends_in(path, compiled_endings) || ends_in(path, included_endings));
}

bool is_compiled(std::string_view path) {
    return path.ends_with(".cpp") && path.find('/') == std::string_view::npos &&
           is_plain_path(path);
}

bool is_left_uncompiled(std::string_view path) {
    return is_code(path) && ends_in(path, compiled_endings) && !is_compiled(path);
}

std::vector<std::string> code_in(const fs::path& folder) {
    std::vector<std::string> all;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error), end;
    for (; !error && at != end; at.increment(error)) {
        const std::string name = at->path().lexically_relative(folder).generic_string();
        if (at->is_directory(error)) {
            if (at.depth() >= 8 || !is_plain_path(name))
                at.disable_recursion_pending();
        } else if (is_code(name)) {
            all.push_back(name);
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::string>
files_that_do_not_count(const project& where, const lesson& which,
                        const std::vector<std::string>& changed) {
    std::vector<std::string> told;
    const starters given(where);
    const fs::path folder = where.lesson_folder(which);
    std::size_t count = 0;
    for (const auto& name : code_in(folder)) {
        if (is_given(shown(which, name)) && given.known(shown(which, name)))
            continue;
        ++count;
        if (const auto trouble = trouble_with(folder / name); !trouble.empty())
            told.push_back(shown(which, name) + " " + trouble);
        else
            look_at_includes(where, given, which, name, told);
    }
    if (count > most_sources)
        told.push_back("lessons/" + which.folder + " has more than " +
                       std::to_string(most_sources) +
                       " files of code: remove those that you don't need");
    look_at_given(where, given, which, changed, told);
    return told;
}

std::vector<std::string> files_not_compiled(const project& where, const lesson& which) {
    std::vector<std::string> told;
    const fs::path folder = where.lesson_folder(which);
    const auto all = code_in(folder);
    for (const auto& name : all) {
        if (!is_left_uncompiled(name))
            continue;
        const std::string last = fs::path(name).filename().string();
        const bool included = std::any_of(all.begin(), all.end(), [&](const auto& other) {
            return other != name && read_file_of(most_source_bytes, folder / other)
                                            .value_or("")
                                            .find(last + "\"") != std::string::npos;
        });
        if (!included)
            told.push_back(shown(which, name) +
                           " isn't compiled: of a lesson, only the *.cpp files in its "
                           "folder itself are.");
    }
    return told;
}

} // namespace kit
