// The door ./kit, whole, on a kit so small that it is built in no time: links to it, two
// at once, odd folders, a clock that was set back.
#include "copy.hpp"

namespace {

using namespace kit_test;

/// A kit with the real door and the real way to build, and a `kit` that is a script.
class door_build : public copy {
  protected:
    door_build() : folder_(root() / ".first-byte" / "small") {}
    ~door_build() override {
        std::error_code error;
        fs::remove_all(folder_, error);
    }

    void SetUp() override {
        if (os::system_name() == "windows")
            GTEST_SKIP() << "there the door is kit.cmd";
    }

    /// Makes it; `name`: the folder that it is in. Before it is built, `recipe` runs.
    fs::path make(const std::string& name = "kit here", const std::string& recipe = "") {
        const fs::path here = folder_ / name;
        for (const std::string file :
             {"kit", "tests/support/build_kit.cmake", "tests/support/times.cmake"})
            EXPECT_TRUE(kit::write_file(here / file, read_project(file)));
        fs::permissions(here / "kit", fs::perms::owner_all);
        const auto put = [&](const std::string& file, const std::string& text) {
            EXPECT_TRUE(kit::write_file(here / file, text));
        };
        put("lessons/x.txt", "");
        put("platform/x.txt", "");
        put("tests/grader/kit.sh", "#!/bin/sh\necho \"the kit got $*\"\n");
        put("tests/grader/recipe.sh", "set -e\necho run >>runs\n" + recipe +
                                          "\nmkdir -p bin\ncp \"$1/kit.sh\" bin/kit\n"
                                          "chmod +x bin/kit\n");
        put("CMakePresets.json",
            R"({"version": 6, "configurePresets": [{"name": "student",
            "generator": "Ninja", "binaryDir": "${sourceDir}/build/student"}]})");
        put("CMakeLists.txt", R"(cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES NONE)
add_custom_command(OUTPUT bin/kit DEPENDS tests/grader/kit.sh tests/grader/recipe.sh
  COMMAND sh ${PROJECT_SOURCE_DIR}/tests/grader/recipe.sh
    ${PROJECT_SOURCE_DIR}/tests/grader VERBATIM)
add_custom_target(kit DEPENDS ${PROJECT_BINARY_DIR}/bin/kit)
)");
        return here;
    }

    static std::string read_project(const std::string& file) {
        return kit::read_file(root() / file).value_or("");
    }

    /// The door's variable would say where another kit is.
    static os::child open(const fs::path& door,
                          const std::vector<std::string>& words = {"list"}) {
        os::spawn_options options;
        options.error = os::stream::pipe;
        options.folder = fs::temp_directory_path();
        return os::child::spawn(door, words, options);
    }

  private:
    fs::path folder_;
};

TEST_F(door_build, builds_once_and_starts_the_program) {
    const auto here = make();
    auto first = open(here / "kit", {"check", "two words"});
    const auto given = finish(first);
    EXPECT_EQ(given.status, 0) << given.error;
    EXPECT_EQ(given.out, "the kit got check two words\n");
    EXPECT_TRUE(has(given.error, "Building kit (once"));
    auto second = open(here / "kit");
    EXPECT_EQ(finish(second).error, "");
    EXPECT_EQ(kit::read_file(here / "build/student/runs"), "run\n");
}

TEST_F(door_build, is_found_behind_links) {
    const auto here = make();
    std::error_code error;
    const fs::path links = here.parent_path() / "links";
    fs::create_directories(links);
    fs::create_symlink(here / "kit", links / "absolute", error);
    fs::create_symlink("absolute", links / "relative", error);
    fs::create_directory_symlink(here, links / "folder", error);
    ASSERT_FALSE(error) << error.message();
    for (const fs::path& door :
         {links / "absolute", links / "relative", links / "folder" / "kit"}) {
        auto called = open(door);
        const auto given = finish(called);
        EXPECT_EQ(given.out, "the kit got list\n") << door << given.error;
    }
}

TEST_F(door_build, two_at_once_take_turns) {
    // The first one builds until the test lets it.
    const auto here = make("kit", "while ! [ -e ../../go ]; do sleep 0.05; done");
    auto first = open(here / "kit");
    const auto limit = os::in(std::chrono::seconds(60));
    EXPECT_TRUE(
        has(first.read_line(limit, os::source::error).value_or(""), "Building kit"));
    auto second = open(here / "kit");
    EXPECT_EQ(second.read_line(limit, os::source::error),
              "another kit is building in build/student; waiting");
    EXPECT_TRUE(kit::write_file(here / "go", ""));
    for (auto* each : {&first, &second}) {
        const auto given = finish(*each);
        EXPECT_EQ(given.status, 0) << given.error;
        EXPECT_EQ(given.out, "the kit got list\n");
    }
    EXPECT_EQ(kit::read_file(here / "build/student/runs"), "run\n");
}

TEST_F(door_build, a_build_that_fails_is_said_and_is_no_failure_of_the_lesson) {
    const auto here = make("kit", "echo no room >&2; exit 1");
    auto called = open(here / "kit");
    const auto given = finish(called);
    EXPECT_EQ(given.status, 3);
    EXPECT_TRUE(has(given.error, "no room\n"));
    EXPECT_TRUE(has(given.error, "kit could not be built."));
}

TEST_F(door_build, works_in_odd_folders_or_says_at_once_that_it_cannot) {
    const std::string works = " '&%()+,=@!~^{}`:";
    for (const char odd : works) {
        const auto here = make(std::string("a") + odd + "b");
        auto called = open(here / "kit");
        const auto given = finish(called);
        EXPECT_EQ(given.out, "the kit got list\n") << odd << given.error;
    }
    for (const std::string odd : {"\xC3\xBC", "\xFC", "@VAR@", "%PATH%", "trailing "}) {
        const auto here = make(odd);
        auto called = open(here / "kit");
        const auto given = finish(called);
        EXPECT_EQ(given.out, "the kit got list\n") << odd << given.error;
    }
    for (const char odd : std::string("#;$\"\\|<>[]*?\n")) {
        const auto here = make(std::string("a") + odd + "b");
        auto called = open(here / "kit");
        const auto given = finish(called);
        EXPECT_EQ(given.status, 1) << odd << given.out;
        EXPECT_TRUE(has(given.error, "Move it to a folder without them")) << odd;
        EXPECT_FALSE(fs::exists(here / "build")) << odd;
    }
}

TEST_F(door_build, dates_files_from_the_future_now) {
    const auto here = make();
    const auto later = fs::file_time_type::clock::now() + std::chrono::hours(1);
    for (const auto& entry : fs::recursive_directory_iterator(here))
        if (entry.is_regular_file())
            fs::last_write_time(entry.path(), later);
    auto called = open(here / "kit");
    const auto given = finish(called);
    EXPECT_EQ(given.out, "the kit got list\n") << given.error;
    EXPECT_TRUE(has(given.error, "files are dated in the future"));
    EXPECT_TRUE(has(given.error, "clock"));
    auto again = open(here / "kit");
    EXPECT_EQ(finish(again).error, ""); // all is up to date
}

TEST_F(door_build, says_that_the_clock_is_behind) {
    // What the build needs of the system is from the future, too: it cannot be dated now.
    const auto here = make("kit", "");
    const fs::path system = here.parent_path() / "system.cmake";
    EXPECT_TRUE(kit::write_file(system, ""));
    fs::last_write_time(system, fs::file_time_type::clock::now() + std::chrono::hours(9));
    const auto lists = kit::read_file(here / "CMakeLists.txt").value_or("");
    EXPECT_TRUE(
        kit::write_file(here / "CMakeLists.txt", lists + "include(../system.cmake)\n"));
    auto called = open(here / "kit");
    const auto given = finish(called);
    EXPECT_EQ(given.status, 3) << given.out;
    EXPECT_TRUE(has(given.error, "The clock of this machine is behind"));
    EXPECT_TRUE(has(given.error, "Set the clock"));
}

} // namespace
