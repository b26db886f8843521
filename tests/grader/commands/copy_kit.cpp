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
    static constexpr std::array<std::string_view, 23> paths{
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
        "tests/grader/packages",
        "tests/grader/site",
        "tests/grader/tests",
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
