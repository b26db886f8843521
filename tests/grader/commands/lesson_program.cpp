#include "lesson_program.hpp"

#include "../build.hpp"
#include "../commands.hpp"
#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {

std::string kind_of_flag(const std::string& word) {
    if (word == "--reference")
        return "reference";
    if (word == "--own")
        return "own";
    return word == "--mine" ? "student" : "";
}

bool settle_kind(const project& where, const lesson& which, std::string& kind) {
    if (kind.empty()) {
        const bool untouched =
            where.has_solutions() && starters(where).untouched(where, which);
        kind = untouched ? "reference" : "student";
        // On standard error: standard output is the program's own.
        if (untouched)
            complain("(lesson " + which.number +
                     " is untouched, so this is the reference; yours: --mine)");
    }
    if (kind == "reference" && !where.has_solutions()) {
        complain("This kit was handed out without the reference.");
        return false;
    }
    return true;
}

fs::path programs_folder(const fs::path& build, const lesson& which,
                         const std::string& kind) {
    return build / "bin" / kind / which.number;
}

int build_program(const project& where, const lesson& which, const std::string& kind,
                  const std::string& program, fs::path& path) {
    const auto built =
        build_lesson(where, which, kind + "-" + which.number + "-" + program);
    path = programs_folder(where.build_folder("student"), which, kind) /
           (program + std::string(grader::os::program_suffix()));
    if (built.good)
        return status_good;
    return built.tools_failed ? status_impossible : status_failed;
}

} // namespace kit
