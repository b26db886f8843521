// kit package: the grader as Gradescope and GitHub Classroom want it.
#include <system_error>

#include "../grading/tool.hpp"
#include "../screen.hpp"
#include "copy_kit.hpp"
#include "grading_options.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

/// A file of tests/grader/packages/ with its @WORDS@ replaced; empty: it is not there.
std::string filled_in(const project& where, const std::string& name,
                      const std::string& grade_options, const std::string& kit) {
    std::string text =
        read_file(where.root() / "tests/grader/packages" / name).value_or("");
    for (const auto& [word, value] :
         {std::pair{"@OPTIONS@", grade_options}, {"@KIT@", kit}})
        for (std::size_t at = 0; (at = text.find(word)) != std::string::npos;)
            text.replace(at, std::string_view(word).size(), value);
    return text;
}

/// The options that kit grade is to get, as one line for a shell; they have been read
/// and found good, so each is a plain word.
std::string grade_options(const options& asked) {
    std::string line;
    for (const char* name : {"--lessons", "--seed", "--points", "--feedback",
                             "--feedback-after", "--limit", "--tests"})
        if (const auto value = asked.value(name))
            line += std::string(line.empty() ? "" : " ") + name + " '" + *value + "'";
    for (const char* name : {"--no-jail", "--no-tower"})
        if (asked.has(name))
            line += std::string(line.empty() ? "" : " ") + name;
    return line;
}

bool make_executable(const fs::path& path) {
    std::error_code error;
    fs::permissions(
        path, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
        fs::perm_options::add, error);
    return !error;
}

/// A zip of a folder's content.
bool zip(const fs::path& folder, const fs::path& file) {
    const auto answer = grading::run_tool(
        {"cmake", "-E", "tar", "cf", file.string(), "--format=zip", "."}, folder);
    if (!answer.good)
        complain("cmake -E tar cannot make " + file.string() + ": " + answer.said);
    return answer.good;
}

int package_gradescope(const project& where, const std::string& options,
                       const fs::path& file) {
    std::error_code error;
    if (file.extension() != ".zip" || fs::exists(file, error)) {
        complain("The package is a new file whose name ends in .zip, and not " +
                 file.string() + ".");
        return status_wrong_call;
    }
    const fs::path folder = fs::temp_directory_path() /
                            ("first-byte-package-" + std::to_string(os::own_id()));
    bool good = copy_kit(where, folder / "kit", made_here) != 0;
    for (const char* name : {"setup.sh", "run_autograder"})
        good = good && write_file(folder / name, filled_in(where, name, options, {})) &&
               make_executable(folder / name);
    good = good && zip(folder, file);
    fs::remove_all(folder, error);
    if (!good)
        return status_failed;
    say(file.string() + ": for Gradescope's \"Configure Autograder\".");
    return status_good;
}

int package_classroom(const project& where, const std::string& options,
                      const std::string& kit, const fs::path& private_tests,
                      const fs::path& to) {
    if (!fit_for_copy(where, to))
        return status_wrong_call;
    std::size_t files = 0;
    if (!lessons_are_given(where))
        return status_failed;
    const auto others = copy_for_students(where, to, private_tests, files);
    if (files == 0)
        return status_failed;
    for (const auto& path : others)
        say("Left out, since it isn't part of the kit: " + path);
    if (!write_file(to / ".github/workflows/grade.yml",
                    filled_in(where, "classroom.yml", options, kit))) {
        complain("cannot write to " + to.string());
        return status_failed;
    }
    say(to.string() + ": the assignment's template repository, with the workflow that");
    say("grades each push by " + kit + ", which the secret FIRST_BYTE_KIT may read.");
    return status_good;
}

} // namespace

int run_package(const project& where, const arguments& args) {
    options asked("package", args, {KIT_GRADING_OPTIONS, "--kit"}, {KIT_GRADING_FLAGS});
    static_cast<void>(read_settings(where, asked, {}));
    const auto& rest = asked.rest();
    const std::string host = rest.empty() ? "" : rest.front();
    const auto kit = asked.value("--kit");
    if (!asked.bad() &&
        (rest.size() != 2 || (host != "gradescope" && host != "classroom")))
        asked.complain_of(
            "For whom, and where to? gradescope FILE.zip, or classroom DIR");
    if (!asked.bad() && host == "classroom" && !kit)
        asked.complain_of("Where is your own copy of the kit? --kit OWNER/REPOSITORY");
    const std::string options = grade_options(asked);
    if (!asked.bad() && options.find_first_of("\"\\`$\n|&;<>@") != std::string::npos)
        asked.complain_of("A package's options cannot have the signs \"\\`$|&;<>@.");
    if (asked.bad())
        return status_wrong_call;
    const fs::path to = fs::absolute(rest[1]).lexically_normal();
    return host == "gradescope"
               ? package_gradescope(where, options, to)
               : package_classroom(where, options, *kit,
                                   asked.value("--tests").value_or(""), to);
}

} // namespace kit
