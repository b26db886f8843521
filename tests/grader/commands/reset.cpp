// kit reset: files as they were given, with a backup of what was there.
#include <system_error>

#include "../commands.hpp"
#include "../screen.hpp"

namespace kit {
namespace {

/// A folder for a backup that is not there yet: 06-exchange-1, 06-exchange-2, ...
fs::path new_backup(const project& where, const std::string& name) {
    std::error_code error;
    for (int i = 1;; ++i) {
        const fs::path folder =
            where.own_folder() / "backups" / (name + "-" + std::to_string(i));
        if (!fs::exists(folder, error))
            return folder;
    }
}

/// One file to put back, or (no original) to take away.
struct change {
    std::string path;
    std::optional<std::string> now;
    std::optional<std::string> original;
};

bool carry_out(const project& where, const std::vector<change>& changes,
               const std::string& name) {
    const fs::path backup = new_backup(where, name);
    // First everything is safe, then the first file changes.
    for (const change& each : changes)
        if (each.now && !write_file(backup / each.path, *each.now)) {
            complain("The backup cannot be written, so nothing was changed: " +
                     where.relative(backup));
            return false;
        }
    for (const change& each : changes) {
        const fs::path file = where.root() / each.path;
        std::error_code error;
        const bool good =
            each.original ? write_file(file, *each.original) : fs::remove(file, error);
        if (!good) {
            complain("cannot change " + each.path);
            return false;
        }
        say((each.original ? "as given:  " : "taken away: ") + each.path);
    }
    say("What you had is in " + where.relative(backup));
    return true;
}

int reset_files(const project& where, const std::vector<std::string>& paths,
                const std::string& name) {
    const starters given(where);
    std::vector<change> changes;
    for (const auto& path : paths) {
        change each{path, read_file(where.root() / path), std::nullopt};
        if (each.now && given.matches(path, *each.now))
            continue;
        if (given.known(path)) {
            each.original = given.original(where, path);
            if (!each.original) {
                complain("How " + path +
                         " was given is neither in .first-byte/starters "
                         "nor in git's history.");
                complain("Get it from where you got First Byte. Nothing was changed.");
                return status_failed;
            }
        }
        changes.push_back(std::move(each));
    }
    if (changes.empty()) {
        say("Nothing to do: the files are as they were given.");
        return status_good;
    }
    return carry_out(where, changes, name) ? status_good : status_failed;
}

} // namespace

int run_reset(const project& where, const arguments& args) {
    const call asked("reset", args, {"--given"});
    if (asked.bad())
        return status_wrong_call;
    const starters given(where);
    if (asked.has("--given") && asked.rest().empty())
        return reset_files(where, given.changed_given(where), "given");
    const lesson* which = asked.the_lesson(where);
    if (which == nullptr)
        return status_wrong_call;
    if (given.of(*which).empty()) {
        complain("tests/lessons/starters.txt does not know lesson " + which->number +
                 ", so it cannot be reset.");
        return status_failed;
    }
    std::vector<std::string> paths;
    for (const auto& path : given.of(*which))
        if (!asked.has("--given") || is_given(path))
            paths.push_back(path);
    if (!asked.has("--given")) // the student's own additional files
        for (const auto& name : files_in(where.lesson_folder(*which), {".cpp", ".hpp"})) {
            const std::string path = "lessons/" + which->folder + "/" + name;
            if (!given.known(path))
                paths.push_back(path);
        }
    const int status = reset_files(where, paths, which->folder);
    if (status == status_good && !asked.has("--given")) {
        progress so_far(where);
        lesson_progress& entry = so_far.of(*which);
        entry.check.clear();
        entry.own.clear();
        static_cast<void>(so_far.save());
    }
    return status;
}

} // namespace kit
