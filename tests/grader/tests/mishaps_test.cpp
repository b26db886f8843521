// Failures of the grader's own steps, one after the other: each tool killed, not started,
// without room, without memory, not coming to its end. A right submission keeps its mark,
// or is not judged; it never has another one, and nothing that was not found out is kept.
#include <atomic>
#include <map>
#include <mutex>
#include <new>
#include <ostream>

#include "commands.hpp"
#include "grading/blame.hpp"
#include "grading_fixture.hpp"
#include "text/mishaps.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;
using kit::mishap;
using state = kit::grading::judged_lesson::state;

struct kind {
    mishap how;
    const char* name;
};

/// What CTest shows beside the name.
void PrintTo(const kind& one, std::ostream* to) {
    *to << one.name;
}

const kind kinds[] = {{mishap::killed, "killed"},
                      {mishap::cannot_start, "cannot_start"},
                      {mishap::no_room, "no_room"},
                      {mishap::no_memory, "no_memory"},
                      {mishap::stalls, "stalls"}};

/// Arranges that from the step `first` on, `count` steps fail; ends with this. Steps that
/// cannot fail so, as a file that cannot be killed, are not counted.
class arranged {
  public:
    arranged(mishap how, long first, long count) {
        kit::arrange_mishaps([this, how, first, count](kit::step now) {
            if (now == kit::step::file && how != mishap::no_room)
                return mishap::none;
            const long at = steps_++;
            return at >= first && at - first < count ? how : mishap::none;
        });
    }
    ~arranged() { kit::arrange_mishaps({}); }
    arranged(const arranged&) = delete;
    arranged& operator=(const arranged&) = delete;
    [[nodiscard]] long steps() const { return steps_; }

  private:
    std::atomic<long> steps_ = 0;
};

class every_step : public with_workshop, public testing::WithParamInterface<kind> {
  protected:
    std::map<std::string, std::string> kept;
    std::mutex mutex;
    kit::grading::cache known{[this](const std::string& key) {
                                  const std::lock_guard lock(mutex);
                                  const auto at = kept.find(key);
                                  return at == kept.end() ? std::nullopt
                                                          : std::optional(at->second);
                              },
                              [this](const std::string& key, const std::string& text) {
                                  const std::lock_guard lock(mutex);
                                  kept[key] = text;
                              }};

    /// Judges right answers to two lessons, one step after the other.
    kit::grading::verdict judge() {
        static const fs::path folder = [] {
            const fs::path made = new_folder();
            fs::create_directories(made / "lessons");
            for (const char* name : {"01-socket", "06-exchange"})
                fs::copy(project().root() / "solutions" / name, made / "lessons" / name,
                         fs::copy_options::recursive);
            return made;
        }();
        std::string why;
        const kit::grading::points_table points("", why);
        kit::grading::judging how;
        how.lessons = {project().lesson_of("01"), project().lesson_of("06")};
        how.tower = false;
        return kit::grading::judge_twice(
            shop(), kit::grading::take_in(project(), folder, new_folder(), true), how,
            points, known);
    }

    void expect_right_or_none(const kit::grading::verdict& all, const std::string& when) {
        for (const auto& l : all.lessons) {
            EXPECT_TRUE(!l.judged() || (l.full() && l.points == 10))
                << when << ": " << kit::grading::as_json(all);
            EXPECT_TRUE(l.judged() || !l.reasons.empty()) << when;
        }
        for (const auto& [key, text] : kept) {
            const auto verdict = kit::grading::restored(text);
            ASSERT_TRUE(verdict) << when << "\n" << text;
            EXPECT_TRUE(verdict->full()) << when << "\n" << text;
        }
    }
};

TEST_P(every_step, can_fail_and_costs_no_student_anything) {
    static_cast<void>(judge()); // the fixture's own steps, which come once
    kept.clear();
    long failed = 0;
    for (long first = 0;; ++first) {
        const std::string when =
            std::string(GetParam().name) + " at step " + std::to_string(first);
        long steps = 0;
        {
            const arranged plan(GetParam().how, first, 1);
            const auto once = judge();
            steps = plan.steps();
            // What fails once is judged again at once.
            EXPECT_TRUE(once.judged()) << when << ": " << kit::grading::as_json(once);
            expect_right_or_none(once, when);
        }
        kept.clear();
        if (steps <= first)
            break;
        ++failed;
    }
    EXPECT_GE(failed, 12) << "is every step still asked about?";
}

TEST_P(every_step, can_fail_with_all_that_follow_it) {
    static_cast<void>(judge());
    for (long first = 0;; first += 2) {
        const std::string when =
            std::string(GetParam().name) + " from step " + std::to_string(first);
        kept.clear();
        long steps = 0;
        {
            const arranged plan(GetParam().how, first, 1'000'000);
            const auto all = judge();
            steps = plan.steps();
            expect_right_or_none(all, when);
            EXPECT_TRUE(steps <= first || !all.judged()) << when;
        }
        const auto again = judge();
        EXPECT_EQ(again.points, 20) << when << ": " << kit::grading::as_json(again);
        if (steps <= first)
            break;
    }
}

INSTANTIATE_TEST_SUITE_P(step, every_step, testing::ValuesIn(kinds),
                         [](const auto& of) { return std::string(of.param.name); });

/// The commands themselves: their exit status, and what they write.
class failing_command : public with_workshop {
  protected:
    fs::path students = new_folder(), out = new_folder();

    int grade_class() {
        return kit::run_grade_class(project(), {students.string(), "--out", out.string(),
                                                "--lessons", "1", "--no-tower", "--jobs",
                                                "1", "--build", KIT_BUILD});
    }
    std::string book() { return kit::read_file(out / "gradebook.csv").value_or(""); }
};

TEST_F(failing_command, says_so_and_judges_again) {
    const auto text =
        kit::read_file(project().root() / "solutions/01-socket/socket.cpp").value();
    for (const char* name : {"ada", "grace"})
        ASSERT_TRUE(kit::write_file(students / name / "socket.cpp", text + "// " + name));
    long steps = 0;
    {
        const arranged none(mishap::none, 0, 0);
        ASSERT_EQ(grade_class(), 0);
        steps = none.steps();
    }
    const std::string right = book();
    EXPECT_NE(right.find("\"ada\",\"ada\",10,10,0,10,\"graded\""), std::string::npos)
        << right;
    // Every tool from a moment on: while the workshop is made, while there is judging,
    // and when all is judged.
    std::vector<long> firsts{0, steps / 2};
    for (long first = steps - 60; first < steps; first += 10)
        firsts.push_back(first);
    bool told = false;
    for (const long first : firsts) {
        std::error_code error;
        fs::remove_all(out, error);
        int status = 0;
        {
            const arranged plan(mishap::killed, first, 1'000'000);
            status = grade_class();
        }
        const std::string after = book();
        EXPECT_TRUE(status == 3 || (status == 0 && after == right))
            << first << ": " << status << "\n"
            << after;
        EXPECT_EQ(after.find("\"ada\",\"ada\",0"), std::string::npos) << after;
        EXPECT_EQ(after.find("\"grace\",\"grace\",0"), std::string::npos) << after;
        EXPECT_EQ(after.find("compile"), std::string::npos) << after;
        told = told || after.find("\"not judged\"") != std::string::npos;
    }
    EXPECT_TRUE(told);
    EXPECT_EQ(grade_class(), 0);
    EXPECT_EQ(book(), right);
}

TEST_F(failing_command, gives_a_submission_that_cannot_be_unpacked_no_mark) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(
        folder / "socket.cpp",
        kit::read_file(project().root() / "solutions/01-socket/socket.cpp").value()));
    os::spawn_options options;
    options.folder = folder;
    auto tar = os::child::spawn(
        "cmake",
        {"-E", "tar", "cf", (students / "jo.zip").string(), "--format=zip", "socket.cpp"},
        options);
    ASSERT_TRUE(tar.wait(os::in(std::chrono::minutes(1))).exited_with(0));
    for (const auto& [how, name] : kinds)
        for (const long step : {0L, 1L}) {
            const arranged plan(how, step, 1);
            const auto taken =
                kit::grading::take_in(project(), students / "jo.zip", new_folder(), true);
            EXPECT_TRUE(taken.grader_failed || taken.unusable.empty())
                << name << " at step " << step << ": " << taken.unusable;
        }
    EXPECT_EQ(grade_class(), 0);
    EXPECT_NE(book().find("\"jo\",\"jo.zip\",10,10"), std::string::npos) << book();
}

TEST(kept_verdicts, that_were_cut_or_changed_are_not_believed) {
    kit::grading::judged_lesson lesson;
    lesson.number = "06";
    lesson.title = "06 exchange";
    lesson.how = state::graded;
    lesson.points = 7.25;
    lesson.most = 10;
    lesson.tests = {
        {"sends it all", "contract", kit::test_result::mark::passed, "", {}, 2},
        {"end", "contract", kit::test_result::mark::failed, "", {"end"}, 2}};
    const auto text = kit::grading::stored(lesson);
    ASSERT_TRUE(kit::grading::restored(text));
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_FALSE(kit::grading::restored(text.substr(0, size))) << size;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto other = text;
        other[at] = static_cast<char>(other[at] ^ 1);
        EXPECT_FALSE(kit::grading::restored(other)) << at;
    }
    lesson.how = state::not_judged;
    EXPECT_FALSE(kit::grading::restored(kit::grading::stored(lesson)));
}

TEST(blame, for_a_kill_is_the_machines_by_a_drivers_own_line_alone) {
    const auto whose = [](std::string_view said) {
        return kit::grading::ending_of({os::end_of_one::how::failed, 0}, "c++", said,
                                       fs::temp_directory_path())
            .whose;
    };
    using kit::grading::blame;
    for (const char* driver :
         {"c++: fatal error: Killed signal terminated program cc1plus\n",
          "a.cpp:1:2: warning: w [-Wcpp]\n"
          "/usr/bin/g++-12: fatal error: Killed signal terminated program as\n",
          "clang: error: unable to execute command: Killed\n"})
        EXPECT_EQ(whose(driver), blame::machine) << driver;
    for (const char* student :
         {"a.cpp:1:2: error: #error Killed signal terminated program cc1plus\n",
          "a.cpp:1:2: error: Killed signal terminated program cc1plus\n",
          "a.cpp:1:2: error: static assertion failed: \n"
          "c++: fatal error: Killed signal terminated program cc1plus\n"})
        EXPECT_NE(whose(student), blame::machine) << student;
}

class intake : public with_workshop {};

TEST_F(intake, without_memory_is_the_graders_failure_and_ends_nothing_else) {
    const fs::path file = new_folder() / "jo.zip", scratch = new_folder();
    ASSERT_TRUE(kit::write_file(file, "no archive"));
    kit::arrange_mishaps([](kit::step) -> mishap { throw std::bad_alloc(); });
    kit::grading::submission made;
    EXPECT_NO_THROW(made = kit::grading::take_in(project(), file, scratch, true));
    kit::arrange_mishaps({});
    EXPECT_EQ(made.name, "jo.zip");
    EXPECT_TRUE(made.grader_failed);
    EXPECT_NE(made.unusable.find("the grader could not read it"), std::string::npos);
}

} // namespace
