// kit check, on what students write.
#include "copy.hpp"

namespace {

using namespace kit_test;
using check = copy;

// In the reference of lesson 01; a test puts its mistake there.
constexpr std::string_view body_of_is_open = "return handle_ != net::invalid_handle;";

TEST_F(check, passes_a_right_answer) {
    write_answer();
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_TRUE(has(given.out, "01 socket: passed, "));
    EXPECT_TRUE(has(given.out, "Next: lessons/02-address/README.md"));
    expect_at_most_80_columns(given.out);
}

TEST_F(check, fails_the_starter_and_tells_one_failure_whole) {
    const auto given = kit({"check", "socket"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "\nFAILED  01 socket: "));
    EXPECT_TRUE(has(given.out, "  expected   "));
    EXPECT_TRUE(has(given.out, "./kit hint 1"));
    const std::size_t first = given.out.find("\nFAILED  ");
    EXPECT_EQ(given.out.find("\nFAILED  ", first + 1), std::string::npos);
    expect_at_most_80_columns(given.out);
}

TEST_F(check, tells_every_failure_when_asked) {
    const auto given = kit({"check", "01", "--all"});
    EXPECT_EQ(given.status, 1);
    const std::size_t first = given.out.find("\nFAILED  ");
    EXPECT_NE(given.out.find("\nFAILED  ", first + 1), std::string::npos);
}

TEST_F(check, shows_the_compilers_words_and_the_lessons_file_first) {
    write_answer(body_of_is_open, "return handle != net::invalid_handle;");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(given.out.starts_with("lessons/01-socket/socket.cpp")) << given.out;
    EXPECT_TRUE(has(given.out, "error"));
    EXPECT_TRUE(has(given.out, "01 socket: does not compile, so no test has run"));
    EXPECT_FALSE(has(given.out, root().string()));
    EXPECT_FALSE(has(given.out, "ninja"));
    EXPECT_TRUE(has(kit({"list"}).out, "does not compile"));
}

TEST_F(check, names_the_whole_command_that_shows_every_line) {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "int wrong_" + std::to_string(i) + " = nothing;\n";
    write_answer();
    write("lessons/01-socket/socket.cpp", read("lessons/01-socket/socket.cpp") + text);
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, " more: ./kit check 1 --all\n"));
    EXPECT_TRUE(has(kit({"check", "1", "--own"}).out, "./kit check 1 --own --all\n"));
    EXPECT_FALSE(has(kit({"check", "1", "--all"}).out, " more: "));
    EXPECT_TRUE(has(kit({"run", "1", "--mine"}).out, "./kit check 1 --all\n"));
}

TEST_F(check, explains_a_function_that_is_missing) {
    write_answer("bool socket::is_open() const noexcept {",
                 "[[maybe_unused]] static bool is_open_of(net::native_handle handle_) {");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "a function that the lesson's header declares"));
}

TEST_F(check, builds_the_students_additional_files) {
    write_answer(body_of_is_open, "return mine::valid(handle_);");
    write("lessons/01-socket/mine.hpp",
          "#pragma once\n#include <net/handle.hpp>\n"
          "namespace mine { bool valid(net::native_handle); }\n");
    write("lessons/01-socket/mine.cpp",
          "#include \"mine.hpp\"\nbool mine::valid(net::native_handle h) "
          "{ return h != net::invalid_handle; }\n");
    write("lessons/01-socket/socket.cpp",
          "#include \"mine.hpp\"\n" + read("lessons/01-socket/socket.cpp"));
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
}

TEST_F(check, shows_the_line_that_took_the_value_of_a_failed_result) {
    write_answer(body_of_is_open,
                 "return *net::result<bool>(net::unexpected("
                 "std::make_error_code(std::errc::too_many_files_open)));");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "the value of a result was taken")) << given.out;
    if (grader::os::system_name() == "linux" && grader::os::find_program("addr2line")) {
        EXPECT_TRUE(has(given.out, "lessons/01-socket/socket.cpp:")) << given.out;
        EXPECT_TRUE(has(given.out, "| return *net::result<bool>(net::unexpected("))
            << given.out;
    }
    // is_open is noexcept: what the test ends with cannot leave it.
    EXPECT_TRUE(has(given.out, "so the tests after it did not run")) << given.out;
    expect_at_most_80_columns(given.out);
}

TEST_F(check, names_the_signal_of_a_crash) {
    write_answer(body_of_is_open, "volatile int* nowhere = nullptr; *nowhere = 1; "
                                  "return handle_ != net::invalid_handle;");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "SIGSEGV"));
    EXPECT_TRUE(has(given.out, "not run"));
    expect_at_most_80_columns(given.out);
}

TEST_F(check, ends_an_endless_loop) {
    write_answer(body_of_is_open, "volatile bool on = true; while (on) {} return on;");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "FAILED  01 socket: "));
    EXPECT_TRUE(has(given.out, "3000 ms"));
    expect_at_most_80_columns(given.out);
}

TEST_F(check, cuts_a_flood_of_output) {
    write_answer(body_of_is_open, "volatile bool on = true; while (on) "
                                  "std::fputs(\"\\x1b[31mflood \", stdout); return on;");
    write("lessons/01-socket/socket.cpp",
          "#include <cstdio>\n" + read("lessons/01-socket/socket.cpp"));
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "What your code printed:"));
    EXPECT_TRUE(has(given.out, "bytes more (cut)"));
    EXPECT_LT(given.out.size(), 16000u);
    EXPECT_EQ(given.out.find('\x1b'), std::string::npos);
    expect_at_most_80_columns(given.out);
}

TEST_F(check, takes_no_exit_for_a_pass) {
    write_answer(body_of_is_open, "std::exit(0);");
    write("lessons/01-socket/socket.cpp",
          "#include <cstdlib>\n" + read("lessons/01-socket/socket.cpp"));
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "ended the whole program, with exit status 0"));
    EXPECT_TRUE(has(given.out, "not run"));
    expect_at_most_80_columns(given.out);
}

TEST_F(check, stands_on_the_own_earlier_lessons_when_asked) {
    write("lessons/02-address/address.cpp", read("solutions/02-address/address.cpp"));
    const auto given = kit({"check", "2", "--own"});
    EXPECT_EQ(given.status, 1); // lesson 01 is a starter
    EXPECT_TRUE(has(given.out, "02 address, on your own lessons: "));
}

TEST_F(check, warns_of_a_header_that_is_not_as_given) {
    write_answer();
    const std::string header = "lessons/02-address/address.hpp";
    const std::string as_given = read(header);
    write(header, as_given + "// changed\n");
    const auto given = kit({"check", "1"});
    EXPECT_TRUE(has(given.out, "note: " + header + " is not as it was given"));
    EXPECT_TRUE(has(given.out, "./kit reset --given"));
    expect_at_most_80_columns(given.out);
    EXPECT_EQ(kit({"reset", "--given"}).status, 0);
    EXPECT_EQ(read(header), as_given);
}

TEST_F(check, answers_a_wrong_call_with_what_to_do) {
    const auto unknown = kit({"check", "77"});
    EXPECT_EQ(unknown.status, 2);
    EXPECT_TRUE(has(unknown.error, "There is no lesson 77."));
    EXPECT_TRUE(has(unknown.error, "./kit list"));
    for (const std::string name : {"check", "hint", "run", "solution", "reset"}) {
        const auto none = kit({name});
        EXPECT_EQ(none.status, 2);
        EXPECT_EQ(none.error, "Which lesson? For example: ./kit " + name + " 1\n");
    }
    write(".first-byte/progress", "01 check passed 32 32\n");
    EXPECT_TRUE(has(kit({"check"}).error, "./kit check 2\n"));
    for (const std::string name : {"list", "demo", "doctor", "docs"}) {
        const auto word = kit({name, "7"});
        EXPECT_EQ(word.status, 2);
        EXPECT_TRUE(has(word.error, "kit " + name + " takes no \"7\".")) << word.error;
    }
    const auto option = kit({"check", "1", "--onw"});
    EXPECT_EQ(option.status, 2);
    EXPECT_TRUE(has(option.error, "./kit check --help"));
}

} // namespace
