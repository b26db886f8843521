// Tools that parse what a stranger made: confined, several in one jail, with an end.
#include "grading/tool.hpp"
#include "grading_fixture.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;
using kit::grading::run_confined;

class confined_tools : public with_workshop {
  protected:
    os::confinement limits;
    os::deadline until = os::in(std::chrono::seconds(20));
};

TEST_F(confined_tools, run_one_after_the_other_up_to_the_first_that_fails) {
    const auto all = run_confined({{"echo", "one"}, {"echo", "two"}}, limits, until);
    EXPECT_EQ(all.said, "one\ntwo\n");
    EXPECT_EQ(all.done, 2u);
    EXPECT_TRUE(all.whole);
    const auto some =
        run_confined({{"echo", "one"}, {"ls", "/none"}, {"echo", "two"}}, limits, until);
    EXPECT_EQ(some.said, "one\n");
    EXPECT_EQ(some.done, 1u);
    EXPECT_NE(some.errors.find("/none"), std::string::npos) << some.errors;
    EXPECT_EQ(run_confined({{"no-such-tool"}}, limits, until).done, 0u);
}

TEST_F(confined_tools, take_no_argument_for_a_command) {
    for (const std::string odd :
         {"it's", "'; echo owned; '", "$(echo owned)", "`echo owned`", "a\nb", "-n", "*",
          "\\", "\"", ">owned"}) {
        const auto given = run_confined({{"printf", "%s", odd}}, limits, until);
        EXPECT_EQ(given.said, odd);
        EXPECT_EQ(given.done, 1u);
    }
}

TEST_F(confined_tools, see_nothing_of_the_instructors) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "secret", "secret words"));
    const auto given = run_confined(
        {{"sh", "-c",
          "cat '" + (folder / "secret").string() + "' /etc/passwd; ls '" +
              project().root().string() + "' /proc/self; touch /usr/was-here; env"}},
        limits, until);
    EXPECT_EQ(given.said.find("secret words"), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("root:"), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("CMakeLists.txt"), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("HOME="), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("status"), std::string::npos) << given.said;
    EXPECT_FALSE(fs::exists("/usr/was-here"));
}

TEST_F(confined_tools, that_do_not_end_are_stopped) {
    const auto begun = std::chrono::steady_clock::now();
    const auto asleep = run_confined({{"echo", "one"}, {"sleep", "1000"}}, limits,
                                     os::in(std::chrono::milliseconds(300)));
    EXPECT_FALSE(asleep.in_time);
    EXPECT_EQ(asleep.done, 0u);
    limits.cpu_seconds = 1;
    const auto busy = run_confined({{"sh", "-c", "while :; do :; done"}}, limits, until);
    EXPECT_TRUE(busy.in_time);
    EXPECT_EQ(busy.done, 0u);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(15));
}

TEST_F(confined_tools, that_say_too_much_are_known_to) {
    const auto given =
        run_confined({{"sh", "-c", "yes | head -c 20000000"}}, limits, until);
    EXPECT_EQ(given.done, 1u);
    EXPECT_FALSE(given.whole);
    EXPECT_LT(given.said.size(), 10u << 20);
}

} // namespace
