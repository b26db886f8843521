// The commands around kit check.
#include "commands.hpp"
#include "copy.hpp"

namespace {

using namespace kit_test;
using commands = copy;

TEST_F(commands, alone_says_what_comes_next) {
    const auto given = kit({});
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.out, "Next is lesson 01"));
    EXPECT_TRUE(has(given.out, "./kit check 1"));
    expect_at_most_80_columns(given.out);
}

TEST_F(commands, list_shows_progress) {
    EXPECT_TRUE(has(kit({"list"}).out, "0 of "));
    write_answer();
    EXPECT_EQ(kit({"check", "1"}).status, 0);
    const auto given = kit({"list"});
    EXPECT_TRUE(has(given.out, " ok 01  "));
    EXPECT_TRUE(has(given.out, " -> 02  "));
    EXPECT_TRUE(has(given.out, "\n1 of "));
    EXPECT_TRUE(has(read(".first-byte/progress"), "01 check passed "));
    expect_at_most_80_columns(given.out);
}

TEST_F(commands, each_has_help_that_fits) {
    const auto all = kit({"--help"});
    EXPECT_EQ(all.status, 0);
    expect_at_most_80_columns(all.out);
    for (const auto& each : kit::all_commands()) {
        const std::string name(each.name);
        EXPECT_TRUE(each.hidden || has(all.out, "./kit " + name));
        const auto given = kit({name, "--help"});
        EXPECT_EQ(given.status, 0) << name;
        EXPECT_TRUE(has(given.out, "usage: ./kit " + name));
        expect_at_most_80_columns(given.out);
    }
}

TEST_F(commands, unknown_one_is_answered_with_the_nearest) {
    const auto given = kit({"chekc", "6"});
    EXPECT_EQ(given.status, 2);
    EXPECT_TRUE(has(given.error, "did you mean \"check\"?"));
}

TEST_F(commands, a_folder_that_is_not_the_kit_is_said_so) {
    const fs::path elsewhere =
        fs::temp_directory_path() / ("kit-elsewhere-" + std::to_string(os::own_id()));
    fs::create_directories(elsewhere);
    fs::copy_file(KIT_PROGRAM, elsewhere / "kit", fs::copy_options::overwrite_existing);
    os::spawn_options options;
    options.folder = elsewhere;
    options.environment = {{"FIRST_BYTE_ROOT", elsewhere.string()}};
    auto child = os::child::spawn(elsewhere / "kit", {"list"}, options);
    const auto given = finish(child);
    fs::remove_all(elsewhere);
    EXPECT_EQ(given.status, 2);
    EXPECT_TRUE(has(given.out, "This folder is not First Byte"));
}

TEST_F(commands, hint_shows_one_more_each_time) {
    write("lessons/02-address/hints.md",
          "# Hints\n\n## Hint 1: where\n\nFirst words.\n\n## Hint 2\n\n- second `words`\n"
          "\n## Hint 3\n\n```cpp\nint third();\n## no heading\n```\n");
    auto given = kit({"hint", "2"});
    EXPECT_TRUE(has(given.out, "Lesson 02, hint 1 of 3: where"));
    EXPECT_TRUE(has(given.out, "First words."));
    EXPECT_FALSE(has(given.out, "second"));
    given = kit({"hint", "02"});
    EXPECT_TRUE(has(given.out, "hint 2 of 3"));
    EXPECT_TRUE(has(given.out, "- second `words`"));
    EXPECT_FALSE(has(given.out, "third"));
    given = kit({"hint", "address"});
    EXPECT_TRUE(has(given.out, "    int third();"));
    EXPECT_TRUE(has(given.out, "    ## no heading"));
    given = kit({"hint", "2"}); // all of them, once more
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.out, "First words."));
    EXPECT_TRUE(has(given.out, "./kit solution 2"));
    EXPECT_TRUE(has(kit({"list"}).out, "3 hints"));
}

TEST_F(commands, solution_asks_before_it_shows_an_unpassed_lesson) {
    auto given = kit({"solution", "1"}, {"n\n", {}});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "[y/N]"));
    EXPECT_FALSE(has(given.out, "std::exchange"));
    given = kit({"solution", "1"}); // nobody there to ask
    EXPECT_EQ(given.status, 1);
    EXPECT_FALSE(has(given.out, "std::exchange"));
    given = kit({"solution", "1"}, {"y\n", {}});
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.out, "std::exchange"));
    given = kit({"solution", "1", "--yes"});
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.out, "--- lessons/01-socket/socket.cpp\n"
                               "+++ solutions/01-socket/socket.cpp\n@@ -1,"));
    EXPECT_FALSE(has(given.out, "[y/N]"));
}

TEST_F(commands, solution_says_when_both_are_the_same) {
    write_answer();
    const auto given = kit({"solution", "1", "--yes"});
    EXPECT_TRUE(
        has(given.out, "lessons/01-socket/socket.cpp is the same as the reference"));
}

TEST_F(commands, reset_puts_files_back_and_keeps_a_backup) {
    const std::string starter = read("lessons/01-socket/socket.cpp");
    EXPECT_EQ(kit({"list"}).status, 0); // kit has seen the files before they change
    write("lessons/01-socket/socket.cpp", "my work\n");
    write("lessons/01-socket/extra.cpp", "more of it\n");
    const auto given = kit({"reset", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_EQ(read("lessons/01-socket/socket.cpp"), starter);
    EXPECT_FALSE(fs::exists(root() / "lessons/01-socket/extra.cpp"));
    const std::string backup = ".first-byte/backups/01-socket-1/lessons/01-socket/";
    EXPECT_TRUE(has(given.out, ".first-byte/backups/01-socket-1"));
    EXPECT_EQ(read(backup + "socket.cpp"), "my work\n");
    EXPECT_EQ(read(backup + "extra.cpp"), "more of it\n");
    EXPECT_TRUE(has(kit({"reset", "1"}).out, "Nothing to do"));
    write("lessons/01-socket/socket.cpp", "again\n");
    EXPECT_EQ(kit({"reset", "1"}).status, 0);
    EXPECT_EQ(read(".first-byte/backups/01-socket-2/lessons/01-socket/socket.cpp"),
              "again\n");
}

TEST_F(commands, reset_changes_nothing_when_the_starter_cannot_be_found) {
    write("lessons/01-socket/socket.cpp", "my work\n");
    std::error_code error;
    fs::remove_all(root() / ".first-byte", error);
    const auto given = kit({"reset", "1"}, {"", {{"GIT_DIR", "/nonexistent"}}});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "Nothing was changed"));
    EXPECT_EQ(read("lessons/01-socket/socket.cpp"), "my work\n");
}

TEST_F(commands, run_starts_the_reference_of_an_untouched_lesson) {
    auto given = kit({"run", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_TRUE(has(given.out, "is open"));
    EXPECT_TRUE(has(given.error, "this is the reference"));
    given = kit({"run", "1", "--mine"});
    EXPECT_NE(given.status, 0);
    EXPECT_FALSE(has(given.error, "this is the reference"));
}

TEST_F(commands, run_hands_arguments_and_status_on) {
    auto given = kit({"run", "1", "--reference", "--help"});
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.out, "usage: "));
    given = kit({"run", "1", "--reference", "--nonsense"});
    EXPECT_EQ(given.status, 2);
    given = kit({"run", "8"});
    EXPECT_EQ(given.status, 2);
    EXPECT_TRUE(has(given.error, "./kit run 8 server"));
}

TEST_F(commands, doctor_finds_what_the_build_needs) {
    const auto given = kit({"doctor"});
    EXPECT_EQ(given.status, 0) << given.out;
    for (const std::string what : {"compiler", "CMake", "Ninja", "loopback", "port 5000"})
        EXPECT_TRUE(has(given.out, what));
    expect_at_most_80_columns(given.out);
}

TEST_F(commands, piped_output_has_no_colour) {
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.out.find('\x1b'), std::string::npos);
}

TEST_F(commands, a_terminal_has_colour_unless_no_color_is_set) {
    if (const auto why = why_no_terminal(); !why.empty())
        GTEST_SKIP() << why;
    const std::string list = std::string(KIT_PROGRAM) + " list";
    const auto plain = on_terminal(list, "", {{"NO_COLOR", "1"}, {"TERM", "xterm"}});
    EXPECT_EQ(plain.out.find('\x1b'), std::string::npos);
    const auto coloured = on_terminal(list, "", {{"NO_COLOR", ""}, {"TERM", "xterm"}});
    EXPECT_NE(coloured.out.find('\x1b'), std::string::npos);
}

} // namespace
