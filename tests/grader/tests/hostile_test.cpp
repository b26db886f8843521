// Hostile submissions: each is worth nothing, for a reason that is told, in bounded time;
// nothing of it stays behind, and the next one is graded as if it had not been there.
#include "grading_fixture.hpp"

namespace {

using namespace grading_test;
using state = kit::grading::judged_lesson::state;
using clock = std::chrono::steady_clock;

class hostile : public with_workshop, public testing::WithParamInterface<std::string> {};

std::string all_reasons(const kit::grading::judged_lesson& lesson) {
    std::string text;
    for (const auto& reason : lesson.reasons)
        text += reason + "\n";
    return text;
}

/// The processes whose command line names the workshop's folder, and their lines.
std::string processes_of_workshop() {
    std::string found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const auto line = kit::read_file(entry.path() / "cmdline").value_or("");
        if (line.find(shop().folder().string()) != std::string::npos)
            found += entry.path().filename().string() + " " + line + "\n";
    }
    return found;
}

/// What is still there when a jail's last process has had time to end.
std::string left_behind() {
    const auto until = clock::now() + std::chrono::seconds(5);
    std::string found = processes_of_workshop();
    while (!found.empty() && clock::now() < until)
        found = processes_of_workshop();
    return found;
}

/// The files that the submissions try to write, as far as they are there.
std::string files_outside() {
    std::string found;
    std::error_code error;
    for (const fs::path& path :
         {fs::temp_directory_path() / "was-here", fs::temp_directory_path() / "large",
          fs::current_path() / "report.xml"})
        if (fs::exists(path, error))
            found += path.string() + " ";
    return found;
}

void expect_harmless(const std::string& report) {
    EXPECT_EQ(report.find('\033'), std::string::npos) << "an escape";
    EXPECT_EQ(report.find("<script>alert"), std::string::npos) << "a script";
    EXPECT_EQ(report.find("\n::"), std::string::npos) << "a workflow command";
    EXPECT_EQ(report.find("\n##["), std::string::npos) << "a workflow command";
    for (const fs::path& path :
         {project().root(), shop().folder(), fs::path(KIT_BUILD), fs::current_path()})
        EXPECT_EQ(report.find(path.string()), std::string::npos) << path << report;
}

TEST_P(hostile, is_worth_nothing) {
    const fs::path folder = submissions("hostile") / GetParam();
    const std::string expect = kit::read_file(folder / "expect.txt").value_or("");
    const auto states = kit::values_of(expect, "state");
    ASSERT_EQ(states.size(), 1u);
    const auto begun = clock::now();
    kit::grading::judging how;
    const auto limits = kit::values_of(expect, "limit of a test in ms");
    how.limit = // much of it hangs
        std::chrono::milliseconds(limits.empty() ? 500 : std::stoi(limits.front()));
    const auto all =
        graded(copied_as_submission(GetParam()), GetParam().substr(0, 2), how);
    // A lesson has its time, whatever it does; beside other tests on a busy machine,
    // which may have used it up, twice. What surrounds it has the rest.
    EXPECT_LT(clock::now() - begun,
              2 * kit::grading::lesson_time + std::chrono::seconds(5));
    ASSERT_EQ(all.lessons.size(), 1u);
    const auto& lesson = all.lessons.front();
    EXPECT_EQ(lesson.points, 0) << kit::grading::as_json(all);
    EXPECT_EQ(kit::grading::in_words(lesson.how), states.front()) << all_reasons(lesson);
    for (const auto& reason : kit::values_of(expect, "reason"))
        EXPECT_NE(all_reasons(lesson).find(reason), std::string::npos)
            << reason << "\nis not in:\n"
            << all_reasons(lesson);
    for (const auto& words : kit::values_of(expect, "prints"))
        EXPECT_NE(lesson.printed.find(words), std::string::npos) << lesson.printed;
    for (const auto& words : kit::values_of(expect, "tells"))
        EXPECT_NE(kit::grading::as_json(all).find(words), std::string::npos) << words;
    EXPECT_TRUE(lesson.how != state::graded || !lesson.tests.front().text.empty());
    EXPECT_LT(kit::grading::as_json(all).size(), 4u << 20);
    EXPECT_EQ(left_behind(), "");
    EXPECT_EQ(files_outside(), "");
    for (const auto& report : {kit::grading::as_html(all), kit::grading::as_junit(all)})
        expect_harmless(report);
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(submissions("hostile")))
        if (entry.is_directory())
            all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(submission, hostile, testing::ValuesIn(names()), test_name);

class after_hostile_ones : public with_workshop {};

TEST_F(after_hostile_ones, the_next_submission_has_full_marks) {
    kit::grading::judging how;
    how.limit = std::chrono::milliseconds(500);
    for (const char* name : {"06-takes-memory", "06-endless-start", "06-injects"})
        static_cast<void>(graded(copied_as_submission(name), "06", how));
    const auto all = graded(project().root() / "solutions", "06");
    EXPECT_EQ(all.points, all.most) << kit::grading::as_json(all);
}

} // namespace
