#include "copy_kit.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "../screen.hpp"

namespace kit {
namespace {

bool is_in(const std::string& path, std::span<const std::string_view> folders) {
    return std::any_of(folders.begin(), folders.end(), [&](const std::string_view one) {
        return path == one || path.starts_with(std::string(one) + "/");
    });
}

} // namespace

std::span<const std::string_view> not_for_students() {
    static constexpr std::array<std::string_view, 25> paths{
        ".ci",
        ".first-byte",
        ".git",
        ".github",
        "CONTRIBUTING.md",
        "build",
        "docs/instructors.md",
        "docs/report.schema.json",
        "docs/site",
        "solutions",
        "tests/bench",
        "tests/differences.txt",
        "tests/flakes.sh",
        "tests/full-disk.sh",
        "tests/grader/packages",
        "tests/grader/site",
        "tests/grader/tests",
        "tests/interrupts.sh",
        "tests/pages",
        "tests/platform",
        "tests/same-tests.sh",
        "tests/site",
        "tests/speed.sh",
        "tests/submissions",
        "tests/support/tests",
    };
    return paths;
}

bool is_the_kits(const std::string& path) {
    // What lies at the root, and in the folders in which an instructor would put more.
    static constexpr std::array<std::string_view, 19> at_root{
        ".clang-format",
        ".clang-tidy",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        "CHANGELOG.md",
        "CMakeLists.txt",
        "CMakePresets.json",
        "CONTRIBUTING.md",
        "LICENSE",
        "README.md",
        "bench",
        "docs",
        "kit",
        "kit.cmd",
        "lessons",
        "platform",
        "solutions",
        "tests",
    };
    static constexpr std::array<std::string_view, 9> in_tests{
        "CMakeLists.txt", "bench", "grader",      "lessons", "pages",
        "platform",       "site",  "submissions", "support",
    };
    const fs::path parts(path);
    auto part = parts.begin();
    const auto is_one_of = [&](const auto& names) {
        return std::find(names.begin(), names.end(), part->string()) != names.end();
    };
    if (!is_one_of(at_root))
        return false;
    if (part->string() != "tests" || ++part == parts.end())
        return true;
    if (!is_one_of(in_tests) && part->extension() != ".sh" && part->extension() != ".txt")
        return false;
    // The tests that students have lie in no folder of their own.
    return part->string() != "lessons" || parts.extension() == ".cpp" ||
           parts.extension() == ".hpp" || parts.extension() == ".txt" ||
           parts.filename() == "lessons";
}

std::vector<std::string> copy_for_students(const project& where, const fs::path& to,
                                           const fs::path& private_tests,
                                           std::size_t& count) {
    const auto no_students = not_for_students();
    std::vector<std::string> others;
    std::error_code error;
    for (const char* folder : {"", "tests", "tests/lessons"})
        for (const auto& entry : fs::directory_iterator(where.root() / folder, error))
            if (std::string path = where.relative(entry.path());
                !is_the_kits(path) && !is_in(path, no_students))
                others.push_back(std::move(path));
    for (const auto& entry : fs::directory_iterator(where.root() / "lessons", error))
        if (entry.is_directory(error) &&
            std::none_of(where.lessons().begin(), where.lessons().end(),
                         [&](const lesson& each) {
                             return each.folder == entry.path().filename().string();
                         }))
            others.push_back(where.relative(entry.path()));
    if (!private_tests.empty())
        if (std::string path =
                where.relative(fs::absolute(private_tests, error).lexically_normal());
            !path.starts_with(".."))
            others.push_back(std::move(path));
    std::vector<std::string_view> left_out(no_students.begin(), no_students.end());
    left_out.insert(left_out.end(), others.begin(), others.end());
    count = copy_kit(where, to, left_out);
    return others;
}

std::size_t copy_kit(const project& where, const fs::path& to,
                     std::span<const std::string_view> left_out) {
    std::size_t count = 0;
    std::error_code error;
    fs::recursive_directory_iterator at(where.root(), error), end;
    for (; !error && at != end; at.increment(error)) {
        const std::string path = where.relative(at->path());
        if (is_in(path, left_out)) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file(error)) {
            fs::create_directories((to / path).parent_path(), error);
            fs::copy_file(at->path(), to / path, error);
            ++count;
        }
        if (error)
            break;
    }
    if (!error)
        return count;
    complain("The kit cannot be copied to " + to.string() + ": " + error.message());
    return 0;
}

bool fit_for_copy(const project& where, const fs::path& to) {
    std::error_code error;
    if (fs::exists(to, error) && !fs::is_empty(to, error)) {
        complain(to.string() + " is there and not empty; nothing was written.");
        return false;
    }
    if (where.relative(to).starts_with(".."))
        return true;
    complain("A copy of the kit goes to a folder outside of the kit.");
    return false;
}

bool lessons_are_given(const project& where) {
    const starters given(where);
    bool good = true;
    for (const lesson& each : where.lessons())
        if (!given.untouched(where, each)) {
            complain("lessons/" + each.folder + " is not as it was given: ./kit reset " +
                     each.typed);
            good = false;
        }
    for (const auto& path : given.changed_given(where)) {
        complain(path + " is not as it was given: ./kit reset --given");
        good = false;
    }
    return good;
}

} // namespace kit
