// kit watch: checks a lesson again whenever one of its files is saved.
#include <chrono>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

#include "../commands.hpp"
#include "../lesson_files.hpp"
#include "../screen.hpp"
#include "os/process.hpp"

namespace kit {
namespace {

namespace os = grader::os;

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
        for (const auto& name : code_in(where.lesson_folder(each))) {
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
        return where.lesson_of(
            file.lexically_relative(where.root() / "lessons").begin()->string());
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

/// A check in a process of its own, so that it can be ended with all that it has started.
class running_check {
  public:
    explicit running_check(fs::path kit) : kit_(std::move(kit)) {}

    /// Ends the one that runs, if any, and begins another one on a clear screen.
    void begin(const lesson& which) {
        end();
        clear_screen();
        os::spawn_options options;
        options.output = options.error = os::stream::inherit;
        options.ask_to_end = true;
        process_ =
            os::child::spawn(kit_, {"check", which.typed, "--one-screen"}, options);
        runs_ = true;
        if (!process_.started())
            complain("cannot start " + kit_.string() + ": " + process_.why_not());
    }

    /// Waits a moment for its end, and says that kit watches when it has come.
    void look() {
        const auto until = os::in(pause);
        if (!runs_ || !process_.started()) {
            // Files do not call: polling is what watching means here.
            std::this_thread::sleep_until(until);
        } else if (!process_.wait(until).ended()) {
            return;
        }
        if (std::exchange(runs_, false))
            say_watching();
    }

    static void say_watching() {
        say(paint("watching lessons/: save a file to check it, Ctrl-C ends",
                  tone::faint));
    }

  private:
    static constexpr std::chrono::milliseconds pause{150};

    void end() {
        if (!runs_)
            return;
        // It ends the compilers that it has started, and needs a moment for that.
        if (!process_.interrupt() ||
            !process_.wait(os::in(std::chrono::seconds(5))).ended())
            process_.kill();
        static_cast<void>(process_.wait(os::never));
        runs_ = false;
    }

    fs::path kit_;
    os::child process_;
    bool runs_ = false;
};

} // namespace

int run_watch(const project& where, const arguments& args) {
    const call asked("watch", args, {});
    if (asked.bad())
        return status_wrong_call;
    running_check check(os::own_path()); // now, for kit may be built anew meanwhile
    snapshot before = look(where);
    if (!asked.rest().empty()) {
        const lesson* first = asked.the_lesson(where);
        if (first == nullptr)
            return status_wrong_call;
        check.begin(*first);
    } else {
        running_check::say_watching();
    }
    for (;;) {
        check.look();
        snapshot now = look(where);
        const lesson* which = changed_lesson(where, before, now);
        before = std::move(now);
        if (which != nullptr)
            check.begin(*which);
    }
}

} // namespace kit
