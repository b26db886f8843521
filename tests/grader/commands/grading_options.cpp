#include "grading_options.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include "../build.hpp"
#include "../screen.hpp"
#include "os/jail.hpp"

namespace kit {
namespace {

/// "1-8,10": adds the lessons. False: a part is none.
bool add_lessons(const project& where, const std::string& text,
                 std::vector<const lesson*>& into) {
    std::vector<bool> wanted(where.lessons().size());
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string part = text.substr(at, end - at);
        at = end + 1;
        const std::size_t dash = part.find('-');
        const lesson* first = where.lesson_of(part);
        const lesson* last = first;
        if (first == nullptr && dash != std::string::npos) {
            first = where.lesson_of(part.substr(0, dash));
            last = where.lesson_of(part.substr(dash + 1));
        }
        if (first == nullptr || last == nullptr || last < first)
            return false;
        for (const lesson* each = first; each <= last; ++each)
            wanted[static_cast<std::size_t>(each - where.lessons().data())] = true;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i])
            into.push_back(&where.lessons()[i]);
    return true;
}

void read_formats(options& asked, std::set<std::string>& formats) {
    static const std::set<std::string> known{"gradescope", "classroom", "junit",
                                             "exercism",   "json",      "html"};
    const auto text = asked.value("--format");
    if (!text)
        return;
    formats.clear();
    for (std::size_t at = 0; at <= text->size();) {
        const std::size_t end = std::min(text->find(',', at), text->size());
        formats.insert(text->substr(at, end - at));
        at = end + 1;
    }
    for (const auto& each : formats)
        if (!known.contains(each))
            asked.complain_of(
                "There is no format \"" + each +
                "\"; there are gradescope, classroom, junit, exercism, json "
                "and html.");
}

} // namespace

grading_settings read_settings(const project& where, options& asked,
                               std::set<std::string> formats) {
    grading_settings made;
    made.formats = std::move(formats);
    read_formats(asked, made.formats);
    const std::string lessons = asked.value("--lessons").value_or("");
    if (lessons.empty())
        for (const lesson& each : where.lessons())
            made.judging.lessons.push_back(&each);
    else if (!add_lessons(where, lessons, made.judging.lessons))
        asked.complain_of("--lessons is a list such as 1-8,10, and not \"" + lessons +
                          "\"; there are lessons " + where.lessons().front().typed +
                          " to " + where.lessons().back().typed + ".");
    made.judging.seed =
        static_cast<unsigned long>(asked.number("--seed", 0, 2'000'000'000, 0));
    made.judging.limit = std::chrono::milliseconds(
        asked.number("--limit", 100, 60'000, grading::usual_limit.count()));
    made.judging.tower = !asked.has("--no-tower");
    made.judging.threads = processors();
    made.level = static_cast<grading::feedback>(
        asked.choice("--feedback", {"none", "verdict", "hint", "full"}, 3));
    const long after = asked.number("--feedback-after", 1, 1'000'000, 1);
    const long attempt = asked.number("--attempt", 1, 1'000'000, after);
    if (attempt < after) // what a student may always know
        made.level = std::min(made.level, grading::feedback::verdict);
    made.jailed = !asked.has("--no-jail");
    made.private_tests = asked.value("--tests").value_or("");
    std::error_code error;
    if (asked.value("--tests") && !fs::is_directory(made.private_tests, error))
        asked.complain_of("--tests names a folder, and there is none at \"" +
                          made.private_tests.string() + "\".");
    made.build = fs::absolute(
        asked.value("--build").value_or(where.build_folder("student").string()));
    made.build_first = !asked.has("--build");
    const fs::path table =
        asked.value("--points")
            .value_or((where.root() / "tests/grader/grading/points.txt").string());
    made.points_file = table;
    std::string why;
    if (const auto text = read_file(table))
        made.points.emplace(*text, why);
    else
        asked.complain_of("The points cannot be read from " + table.string() + ".");
    if (!why.empty())
        asked.complain_of(table.string() + ": " + why);
    return made;
}

std::unique_ptr<grading::workshop> open_workshop(const project& where,
                                                 const grading_settings& settings) {
    if (!where.has_solutions()) {
        complain("This kit was handed out without solutions: nothing can be graded with "
                 "it.");
        return nullptr;
    }
    if (settings.jailed && !grader::os::why_no_jail().empty()) {
        complain("Submissions are run in a jail, and none can be had: " +
                 grader::os::why_no_jail());
        complain("Without one, their code can read and change what you can: only with "
                 "--no-jail.");
        return nullptr;
    }
    if (settings.build_first) {
        const auto built = build(where, "student", {"grading"});
        if (!built.good) {
            complain("The kit's own parts do not build:");
            complain(built.output);
            return nullptr;
        }
    }
    std::string why;
    auto shop = grading::workshop::open(where, settings.build, settings.private_tests,
                                        settings.jailed, why);
    if (shop == nullptr)
        complain(why);
    return shop;
}

namespace {

/// The private tests, on the reference. status_good: it passes them all.
int try_private_tests(const project& where, const grading::workshop& shop,
                      const grading_settings& settings, const grading::cache& known) {
    grading::judging how = settings.judging;
    how.private_only = true;
    how.tower = false;
    std::erase_if(how.lessons, [&](const lesson* each) {
        const auto& judges = shop.of(*each).judges;
        return std::none_of(judges.begin(), judges.end(),
                            [](const auto& judge) { return judge.of_instructor; });
    });
    if (how.lessons.empty())
        return status_good;
    const auto reference =
        grading::take_in(where, where.root() / "solutions",
                         shop.new_folder("reference", true), settings.jailed);
    const auto all = grading::judge_twice(shop, reference, how, *settings.points, known);
    for (const auto& why : all.why_not_judged())
        complain("The private tests could not be tried on the reference: " + why);
    if (!all.judged())
        return status_broken;
    bool good = true;
    for (const auto& l : all.lessons) {
        if (l.how != grading::judged_lesson::state::graded) {
            complain("The private tests of lesson " + l.number +
                     " can't be linked with the reference:");
            for (const auto& reason : l.reasons)
                complain("  " + reason);
            good = false;
        }
        for (const auto& test : l.tests) {
            if (test.how != test_result::mark::failed)
                continue;
            complain("The reference itself fails a private test of lesson " + l.number +
                     ", \"" + test.name + "\":");
            for (const auto& line : test.text)
                complain("  " + line);
            good = false;
        }
    }
    if (good)
        return status_good;
    complain("Such a test would take points from everybody. Nothing was graded: correct");
    complain("the test, or take it out of " + settings.private_tests.string() + ".");
    return status_wrong_call;
}

} // namespace

int fits(const project& where, const grading::workshop& shop,
         const grading_settings& settings, const grading::cache& known) {
    std::map<std::string, std::vector<std::string>> tests;
    for (const lesson& each : where.lessons())
        for (const auto& judge : shop.of(each).judges)
            for (const auto& test : judge.tests)
                tests[each.number].push_back(test.sentence);
    if (const auto why = grading::unknown_names(*settings.points, tests); !why.empty()) {
        complain(settings.points_file.string() + ": " + why);
        return status_wrong_call;
    }
    return settings.private_tests.empty()
               ? status_good
               : try_private_tests(where, shop, settings, known);
}

bool find_identity(const grading::workshop& shop, grading_settings& settings) {
    settings.judging.identity = shop.identity();
    if (settings.judging.identity.empty())
        complain("The kit's own parts cannot be read to know which verdicts still hold "
                 "(cmake -E sha256sum): nothing is graded.");
    return !settings.judging.identity.empty();
}

bool write_reports(const grading::verdict& whole, const fs::path& folder,
                   const grading_settings& settings, const fs::path& instructors) {
    using namespace grading;
    struct report {
        std::string format, file, text;
    };
    std::vector<report> reports;
    const verdict all = for_student(whole, settings.level);
    const auto wants = [&](const char* format) {
        return settings.formats.contains(format);
    };
    if (wants("json"))
        reports.push_back({"json", "report.json", as_json(all)});
    if (wants("html"))
        reports.push_back({"html", "report.html", as_html(all)});
    if (wants("junit"))
        reports.push_back({"junit", "junit.xml", as_junit(all)});
    if (wants("gradescope"))
        reports.push_back({"gradescope", "gradescope/results.json",
                           as_gradescope(whole, settings.level)});
    if (wants("classroom"))
        reports.push_back(
            {"classroom", "classroom.txt", as_classroom(whole, settings.level)});
    if (wants("exercism"))
        reports.push_back(
            {"exercism", "exercism/results.json", as_exercism(whole, settings.level)});
    std::error_code error;
    fs::remove(instructors, error); // of an earlier call
    if (const auto text = private_results(whole);
        !text.empty() && !write_file(instructors, text)) {
        complain("cannot write " + instructors.string());
        return false;
    }
    for (const auto& each : reports)
        if (!write_file(folder / each.file, each.text)) {
            complain("cannot write " + (folder / each.file).string());
            return false;
        }
    return true;
}

} // namespace kit
