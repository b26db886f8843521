// kit grade-class: every submission in a folder.
#include "grading_options.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <system_error>

#include "../grading/class_report.hpp"
#include "../screen.hpp"
#include "slurm.hpp"
#include "verdict_cache.hpp"

namespace kit {
namespace {

using clock = std::chrono::steady_clock;

/// "[#######............]  35 of 200, 2 min left": what is done, and a guess at the rest.
std::string progress_line(std::size_t done, std::size_t all, clock::time_point begun) {
    constexpr std::size_t width = 30;
    const std::size_t filled = all == 0 ? width : width * done / all;
    std::string line = "[" + std::string(filled, '#') + std::string(width - filled, '.') +
                       "]  " + std::to_string(done) + " of " + std::to_string(all);
    if (done == 0)
        return line;
    const double each = std::chrono::duration<double>(clock::now() - begun).count() /
                        static_cast<double>(done);
    const auto left = static_cast<long>(each * static_cast<double>(all - done) + 0.5);
    return line + ", " +
           (left >= 90 ? std::to_string((left + 30) / 60) + " min"
                       : std::to_string(left) + " s") +
           " left";
}

class class_run {
  public:
    class_run(const project& where, const grading_settings& settings,
              const grading::workshop& shop, fs::path out)
        : where_(where), settings_(settings), shop_(shop), out_(std::move(out)),
          cache_(cache_in(out_ / "cache")) {}

    std::vector<grading::graded> grade(const std::vector<grading::entry>& entries,
                                       std::size_t jobs) {
        std::vector<grading::graded> all(entries.size());
        const auto begun = clock::now();
        std::mutex mutex;
        std::size_t done = 0;
        say_for_now(progress_line(0, entries.size(), begun));
        each_in_parallel(entries.size(), jobs, [&](std::size_t i) {
            all[i] = {entries[i], grade_one(entries[i])};
            const std::lock_guard lock(mutex);
            say_for_now(progress_line(++done, entries.size(), begun));
        });
        forget_for_now();
        // What could not be judged in the crowd is judged once more, alone.
        for (auto& one : all)
            if (!one.result.judged() && !grader::os::is_interrupted()) {
                say_for_now("again, alone: " + one.of.student);
                one.result = grade_one(one.of, true);
                forget_for_now();
            }
        return all;
    }
    [[nodiscard]] bool written() const { return written_; }

  private:
    grading::verdict grade_one(const grading::entry& of, bool again = false) {
        const fs::path scratch =
            shop_.new_folder("unpacked-" + std::to_string(++count_), true);
        grading::judging how = settings_.judging;
        how.threads = 1; // there are others to be graded at the same time
        how.again = again;
        how.compilers = &compilers_;
        auto made = grading::judge_submission(
            shop_, grading::take_in(where_, of.path, scratch, settings_.jailed), how,
            *settings_.points, cache_);
        std::error_code error;
        fs::remove_all(scratch, error);
        if (grader::os::is_interrupted())
            return made;
        if (!write_reports(made, out_ / "students" / of.key, settings_,
                           out_ / "instructor" / (of.key + ".private-tests.txt")))
            written_ = false;
        return made;
    }

    const project& where_;
    const grading_settings& settings_;
    const grading::workshop& shop_;
    fs::path out_;
    grading::cache cache_;
    turns compilers_{processors()}; // the others wait, most of them for tests that hang
    std::atomic<unsigned> count_ = 0;
    std::atomic<bool> written_ = true;
};

int write_class(const project& where, const std::vector<grading::graded>& all,
                const fs::path& folder, const fs::path& out) {
    const fs::path named = folder.filename().empty() ? folder.parent_path() : folder;
    const std::string title = grading::harmless_name(named.filename().string());
    if (!write_file(out / "gradebook.csv", grading::as_csv(all)) ||
        !write_file(out / "index.html", grading::class_page(where, title, all))) {
        complain("cannot write to " + out.string());
        return status_broken;
    }
    std::size_t unusable = 0, judged = 0;
    for (const auto& one : all) {
        judged += one.result.judged() ? 1 : 0;
        unusable += one.result.judged() && !one.result.unusable.empty() ? 1 : 0;
    }
    say(counted(judged, "submission") + " graded" +
        (unusable > 0 ? ", " + std::to_string(unusable) + " of them unusable" : "") +
        ".");
    say("  " + (out / "gradebook.csv").string());
    say("  " + (out / "index.html").string());
    if (judged == all.size())
        return status_good;
    complain(counted(all.size() - judged, "submission") +
             " could not be judged: the grader failed, and not the student.");
    for (const auto& one : all)
        for (const auto& why : one.result.why_not_judged())
            complain("  " + one.of.student + ": " + why);
    complain("They have no points, neither 0 nor others. Make the same call again, once");
    complain("there is room and memory for it: it judges these, and only these.");
    return status_broken;
}

} // namespace

int run_grade_class(const project& where, const arguments& args) {
    options asked("grade-class", args, {KIT_GRADING_OPTIONS, "--out", "--jobs", "--emit"},
                  {KIT_GRADING_FLAGS});
    auto settings = read_settings(where, asked, {"json", "html"});
    const auto jobs = static_cast<std::size_t>(
        asked.number("--jobs", 1, 512, 8 * static_cast<long>(processors())));
    static_cast<void>(asked.choice("--emit", {"slurm"}, 0));
    const auto out = asked.value("--out");
    if (!asked.bad() && asked.rest().size() != 1)
        asked.complain_of("Which class? One folder with a submission in each of its "
                          "folders or archives, please.");
    if (!asked.bad() && !out)
        asked.complain_of("Where do the results go? --out FOLDER");
    if (asked.bad())
        return status_wrong_call;
    const fs::path folder = fs::absolute(asked.rest().front()).lexically_normal();
    const auto entries = grading::class_list(folder);
    if (entries.empty()) {
        complain("There is no submission in " + grading::harmless_name(folder.string()) +
                 ".");
        return status_wrong_call;
    }
    const fs::path target = fs::absolute(*out).lexically_normal();
    settings.formats.insert("html"); // the class's page links to it
    const auto shop = open_workshop(where, settings);
    if (shop == nullptr)
        return status_broken;
    if (asked.has("--emit")) {
        const int status = fits(where, *shop, settings);
        return status == status_good ? emit_slurm(where, entries, folder, target, args)
                                     : status;
    }
    if (!find_identity(*shop, settings))
        return status_broken;
    const int status = fits(where, *shop, settings, cache_in(target / "cache"));
    if (status != status_good)
        return status;
    class_run run(where, settings, *shop, target);
    const auto all = run.grade(entries, jobs);
    if (grader::os::is_interrupted())
        return status_broken;
    return run.written() ? write_class(where, all, folder, target) : status_broken;
}

} // namespace kit
