#include "grading_fixture.hpp"

#include <atomic>
#include <system_error>

#include "parallel.hpp"
#include "tools.hpp"

namespace grading_test {

const kit::project& project() {
    static const auto found = kit::project::find(KIT_PROJECT);
    return *found;
}

const kit::grading::workshop& shop() {
    static std::string why;
    static const auto made =
        kit::grading::workshop::open(project(), KIT_BUILD, {}, true, why);
    if (made == nullptr)
        throw std::runtime_error(why);
    return *made;
}

fs::path submissions(const std::string& kind) {
    return project().root() / "tests" / "submissions" / kind;
}

void with_workshop::SetUp() {
    for (const auto* each : kit::missing_for(kit::to_grade))
        GTEST_SKIP() << kit::none_here(each->name);
    if (!grader::os::why_no_jail().empty())
        GTEST_SKIP() << "no jail here: " << grader::os::why_no_jail();
}

fs::path new_folder() {
    static std::atomic<unsigned> count = 0;
    return shop().new_folder("test-" + std::to_string(++count), true);
}

fs::path copied_as_submission(const std::string& name) {
    const fs::path made = new_folder() / name;
    const auto* lesson = project().lesson_of(name.substr(0, 2));
    fs::create_directories(made / "lessons");
    fs::copy(submissions("hostile") / name, made / "lessons" / lesson->folder,
             fs::copy_options::recursive);
    fs::remove(made / "lessons" / lesson->folder / "expect.txt");
    if (lesson->has_contract)
        fs::copy(submissions("hostile") / "every_function.hpp",
                 made / "lessons" / lesson->folder);
    return made;
}

kit::grading::verdict graded(const fs::path& path, const std::string& lessons,
                             kit::grading::judging how) {
    std::string why;
    const kit::grading::points_table points(
        kit::read_file(project().root() / "tests/grader/grading/points.txt").value(),
        why);
    for (std::size_t at = 0; at < lessons.size(); at += 3)
        how.lessons.push_back(project().lesson_of(lessons.substr(at, 2)));
    how.threads = kit::processors();
    how.tower = how.lessons.size() > 1;
    const auto taken =
        kit::grading::take_in(project(), path, new_folder(), shop().jailed());
    return kit::grading::judge_twice(shop(), taken, how, points);
}

} // namespace grading_test
