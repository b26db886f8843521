// kit watch: checks a lesson again whenever one of its files is saved.
#include <chrono>
#include <map>
#include <system_error>
#include <thread>

#include "../commands.hpp"
#include "../screen.hpp"

namespace kit {
namespace {

/// When each of the lessons' files was written last, and how long it is: asked anew a few
/// times a second, for this works on every file system, network folders included.
struct stamp {
    fs::file_time_type written;
    std::uintmax_t size = 0;
    bool operator==(const stamp&) const = default;
};
using snapshot = std::map<fs::path, stamp>;

snapshot look(const project& where) {
    snapshot files;
    for (const lesson& each : where.lessons())
        for (const auto& name : files_in(where.lesson_folder(each), {".cpp", ".hpp"})) {
            const fs::path file = where.lesson_folder(each) / name;
            std::error_code error;
            const stamp now{fs::last_write_time(file, error), fs::file_size(file, error)};
            if (!error) // else an editor is replacing it: it is there again next time
                files[file] = now;
        }
    return files;
}

/// The lesson of a file that differs between two looks.
const lesson* changed_lesson(const project& where, const snapshot& before,
                             const snapshot& now) {
    const auto of = [&](const fs::path& file) {
        return where.lesson_of(file.parent_path().filename().string());
    };
    for (const auto& [file, when] : now) {
        const auto old = before.find(file);
        if (old == before.end() || !(old->second == when))
            return of(file);
    }
    for (const auto& [file, when] : before)
        if (!now.contains(file))
            return of(file);
    return nullptr;
}

void check_on_clear_screen(const project& where, const lesson& which) {
    clear_screen();
    check_settings settings;
    settings.one_screen = true;
    check_lesson(where, which, settings);
    say(paint("watching lessons/: save a file to check it, Ctrl-C ends", tone::faint));
}

} // namespace

int run_watch(const project& where, const arguments& args) {
    const call asked("watch", args, {});
    if (asked.bad())
        return status_wrong_call;
    snapshot before = look(where);
    if (!asked.rest().empty()) {
        const lesson* first = asked.the_lesson(where);
        if (first == nullptr)
            return status_wrong_call;
        check_on_clear_screen(where, *first);
    } else {
        say("watching lessons/: save a file to check it, Ctrl-C ends");
    }
    for (;;) {
        // Files do not call: polling is what watching means here.
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        snapshot now = look(where);
        const lesson* which = changed_lesson(where, before, now);
        before = std::move(now);
        if (which != nullptr)
            check_on_clear_screen(where, *which);
    }
}

} // namespace kit
