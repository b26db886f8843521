// kit check on what kit grade would refuse, and on what it would take.
#include "copy.hpp"
#include "plain_code.hpp"

namespace {

using namespace kit_test;
using check_rule = copy;

const std::string file = "lessons/01-socket/socket.cpp";
constexpr std::string_view cost = "This would cost the lesson its points";

TEST_F(check_rule, says_nothing_of_plain_code) {
    write(file, with_code(read("solutions/01-socket/socket.cpp"), plain_code(), true));
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_FALSE(has(given.out, cost));
    EXPECT_TRUE(has(given.out, "01 socket: passed, "));
}

TEST_F(check_rule, tells_what_is_refused_before_the_tests_and_does_not_pass) {
    for (const auto& part : in_parts(forbidden_code(), 5)) {
        const std::string text =
            with_code(read("solutions/01-socket/socket.cpp"), part, false);
        write(file, text);
        const auto given = kit({"check", "1"});
        EXPECT_EQ(given.status, 1);
        for (const auto& one : part)
            EXPECT_EQ(missing_in(given.out, file, text, one), "") << given.out;
        EXPECT_LT(given.out.find(cost), given.out.find("  ok    ")) << given.out;
        EXPECT_TRUE(has(given.out, "passed, but it can't be graded like this"));
        EXPECT_FALSE(has(given.out, "Next: "));
        EXPECT_TRUE(has(given.out, "\"What your code may use\""));
        expect_at_most_80_columns(given.out);
    }
    EXPECT_TRUE(has(kit({"list"}).out, "can't be graded like this"));
    EXPECT_TRUE(has(kit({"list"}).out, "0 of "));
}

TEST_F(check_rule, tells_of_a_name_in_the_place_of_the_systems) {
    write(file, "extern \"C\" int remove(const char*) noexcept { return 0; }\n" +
                    read("solutions/01-socket/socket.cpp"));
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, file + ":1 defines remove, "));
}

TEST_F(check_rule, tells_of_assembly_in_a_helper_also_where_nothing_compiles) {
    write_answer();
    write("lessons/01-socket/detail/helper.h",
          "#pragma once\ninline void help() { __asm__ volatile(\"nop\"); }\n");
    write(file, "#include \"detail/helper.h\"\n" + read(file) + "this is no code\n");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, cost)) << given.out;
    EXPECT_TRUE(has(given.out, "lessons/01-socket/detail/helper.h:2 uses assembly"))
        << given.out;
}

TEST_F(check_rule, takes_a_headers_comments_and_refuses_its_code) {
    write_answer();
    const std::string header = "lessons/01-socket/socket.hpp";
    const std::string as_given = read(header);
    write(header, "// mine\n" + as_given);
    auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 0) << given.out;
    EXPECT_TRUE(has(given.out, "note: " + header + " is not as it was given"));
    write(header, as_given + "namespace tcp { int added(); }\n");
    given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, cost));
    EXPECT_TRUE(has(given.out, "isn't as it was given"));
    EXPECT_TRUE(has(given.out, "helper.hpp"));
    EXPECT_TRUE(has(given.out, "./kit reset --given"));
    EXPECT_EQ(kit({"reset", "--given"}).status, 0);
    EXPECT_EQ(kit({"check", "1"}).status, 0);
}

TEST_F(check_rule, tells_of_files_that_do_not_count) {
    write_answer();
    write("lessons/02-address/mine.hpp", "#pragma once\n");
    write("lessons/01-socket/notes.txt", "\n");
    write(file, "#include \"../02-address/mine.hpp\"\n// #include \"gone.hpp\"\n"
                "#include \"notes.txt\"\n#include \"detail/deep.h\"\n" +
                    read(file));
    write("lessons/01-socket/detail/deep.h", "#include \"../socket.hpp\"\n");
    write("lessons/01-socket/detail/left.cpp", "this is not compiled\n");
    write("lessons/01-socket/more.cc", "this is not compiled\n");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, file + ":1 includes \"../02-address/mine.hpp\", which"));
    EXPECT_TRUE(has(given.out, file + ":3 includes \"notes.txt\", which"));
    EXPECT_FALSE(has(given.out, ":4 includes"));
    EXPECT_TRUE(has(given.out, "note: lessons/01-socket/detail/left.cpp isn't compiled"));
    EXPECT_TRUE(has(given.out, "note: lessons/01-socket/more.cc isn't compiled"));
    expect_at_most_80_columns(given.out);
}

TEST_F(check_rule, tells_of_links) {
    write_answer();
    std::error_code error;
    fs::create_symlink(root() / "lessons/01-socket/socket.hpp",
                       root() / "lessons/01-socket/other.hpp", error);
    if (error)
        GTEST_SKIP() << "no links here: " << error.message();
    const auto given = kit({"check", "1"});
    fs::remove(root() / "lessons/01-socket/other.hpp");
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.out, "lessons/01-socket/other.hpp is a link"));
}

} // namespace
