// The rule for what a lesson's code may use, as kit grade keeps it.
#include "grading/plan_file.hpp"
#include "grading/tool.hpp"
#include "grading_fixture.hpp"
#include "plain_code.hpp"

namespace {

using namespace grading_test;
using namespace kit_test;
using state = kit::grading::judged_lesson::state;

std::string reference(const std::string& path) {
    return kit::read_file(project().root() / "solutions" / path).value();
}

/// The reference of a lesson as a submission, with one file of it replaced and others
/// added.
struct handed_in {
    fs::path root = new_folder();
    std::string folder;

    handed_in(std::string lesson, const std::string& file, const std::string& text)
        : folder(std::move(lesson)) {
        fs::create_directories(root / "lessons");
        fs::copy(project().root() / "solutions" / folder, root / "lessons" / folder,
                 fs::copy_options::recursive);
        add(file, text);
    }
    void add(const std::string& file, const std::string& text) const {
        ASSERT_TRUE(kit::write_file(root / "lessons" / folder / file, text));
    }
    [[nodiscard]] kit::grading::judged_lesson judged() const {
        return graded(root, folder.substr(0, 2)).lessons.front();
    }
};

std::string reasons_of(const kit::grading::judged_lesson& lesson) {
    std::string all = kit::grading::in_words(lesson.how) + "\n";
    for (const auto& reason : lesson.reasons)
        all += reason + "\n";
    for (const auto& test : lesson.tests)
        if (test.how == kit::test_result::mark::failed)
            all += "FAIL " + test.name + "\n";
    return all;
}

/// The parts of some code with which the lesson is not all right: by halves.
void expect_full_marks(const std::vector<snippet>& all, const std::string& folder,
                       const std::string& file) {
    const std::string text = with_code(reference(folder + "/" + file), all, true);
    const auto lesson = handed_in(folder, file, text).judged();
    if (lesson.how == state::graded && lesson.full())
        return;
    if (all.size() == 1 || lesson.how != state::graded) { // else the reasons say which
        ADD_FAILURE() << all[0].include << " " << all[0].code << "\n"
                      << reasons_of(lesson);
        return;
    }
    for (const auto& half : in_parts(all, (all.size() + 1) / 2))
        expect_full_marks(half, folder, file);
}

class the_rule : public with_workshop {};

TEST_F(the_rule, lets_plain_code_into_a_lesson_of_functions) {
    ASSERT_GE(plain_code().size(), 80u);
    expect_full_marks(plain_code(), "01-socket", "socket.cpp");
}

TEST_F(the_rule, lets_plain_code_into_whole_programs) {
    expect_full_marks(plain_code(), "08-echo", "server.cpp");
}

TEST_F(the_rule, refuses_what_it_forbids_with_the_line_and_what_to_do_instead) {
    for (const auto& part : in_parts(forbidden_code(), 5)) {
        const std::string text =
            with_code(reference("01-socket/socket.cpp"), part, false);
        const auto lesson = handed_in("01-socket", "socket.cpp", text).judged();
        EXPECT_EQ(lesson.how, state::refused) << reasons_of(lesson);
        EXPECT_EQ(lesson.points, 0);
        for (const auto& one : part)
            EXPECT_EQ(
                missing_in(reasons_of(lesson), "lessons/01-socket/socket.cpp", text, one),
                "")
                << reasons_of(lesson);
    }
}

TEST_F(the_rule, refuses_assembly_in_a_helper_of_a_program) {
    handed_in made("08-echo", "server.cpp",
                   "#include \"detail/helper.h\"\n" + reference("08-echo/server.cpp"));
    made.add("detail/helper.h", "#pragma once\n// asm\n"
                                "inline void help() { __asm__ volatile(\"nop\"); }\n");
    const auto lesson = made.judged();
    EXPECT_EQ(lesson.how, state::refused) << reasons_of(lesson);
    EXPECT_EQ(lesson.points, 0);
    EXPECT_NE(reasons_of(lesson).find("lessons/08-echo/detail/helper.h:3 uses assembly"),
              std::string::npos)
        << reasons_of(lesson);
}

TEST_F(the_rule, gives_whole_programs_more) {
    const std::vector<snippet> more{
        {"<cstdlib>", "std::atexit([] {}); if (ends) std::exit(0);", "", ""},
        {"<csignal>", "::sigaction(SIGPIPE, nullptr, nullptr);", "", ""},
        {"<csetjmp>", "std::jmp_buf b; if (setjmp(b) == 0) std::longjmp(b, 1);", "", ""},
        {"<clocale>", "std::setlocale(LC_ALL, \"C\");", "", ""},
        {"<cstdio>", "if (ends) std::getchar();", "", ""},
    };
    expect_full_marks(more, "08-echo", "client.cpp");
}

TEST_F(the_rule, counts_helpers_of_any_usual_name_and_folder) {
    std::string text = reference("06-exchange/exchange.cpp");
    int number = 0;
    const std::vector<std::string> names{
        "helper.h",  "helper.hh",         "helper.hxx",     "tables.inl",
        "parts.ipp", "detail/helper.hpp", "a/b/helper.tpp", "list.inc",
        "list.def",  "detail/impl.cpp"};
    handed_in made("06-exchange", "exchange.cpp", "");
    for (const auto& name : names) {
        made.add(name, "static inline int part_" + std::to_string(++number) +
                           "() { return 1; }\n");
        text = "#include \"" + name + "\"\n" + text +
               "[[maybe_unused]] static const int n" + std::to_string(number) +
               " = part_" + std::to_string(number) + "();\n";
    }
    // From a folder below: up, to the lesson's own, to a given one, to an earlier
    // lesson's.
    made.add("detail/up.hpp", "#pragma once\n#include \"../helper.h\"\n"
                              "#include \"../exchange.hpp\"\n"
                              "#include \"../../01-socket/socket.hpp\"\n");
    made.add("exchange.cpp",
             "#include \"detail/up.hpp\"\n" +
                 std::string(text).replace(text.find("#include \"helper.h\"\n"), 20, ""));
    made.add("more.cpp", "#include \"detail/up.hpp\"\nint more() { return 1; }\n");
    made.add("detail/left.cpp", "this is not compiled\n");
    const auto lesson = made.judged();
    EXPECT_TRUE(lesson.how == state::graded && lesson.full()) << reasons_of(lesson);
}

TEST_F(the_rule, counts_the_helpers_of_loose_files) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp",
                                "#include \"detail/one.h\"\n" +
                                    reference("06-exchange/exchange.cpp")));
    ASSERT_TRUE(kit::write_file(folder / "detail/one.h", "#include \"two.inl\"\n"));
    ASSERT_TRUE(kit::write_file(folder / "detail/two.inl", "static int two;\n"));
    const auto all = graded(folder, "06");
    EXPECT_EQ(all.points, all.most) << kit::grading::as_json(all);
}

/// Every name of C that the tests and the platform layer call stands in the list: it can
/// be defined by no lesson, wherever it is linked.
TEST_F(the_rule, knows_what_the_tests_themselves_call) {
    const auto plan =
        kit::grading::read_plan_file(fs::path(KIT_BUILD) / "grading/plan.txt");
    ASSERT_TRUE(plan);
    std::vector<std::string> words{"nm", "-u", "-P"};
    for (const auto& key : {"test library", "program library", "06 contract", "06 main"})
        for (const auto& file : plan->all(key))
            words.push_back(file);
    const auto listed = kit::grading::run_tool(words);
    ASSERT_TRUE(listed.good) << listed.said;
    const kit::grading::name_rules rules(
        kit::read_file(kit::grading::names_file(project())).value());
    std::size_t seen = 0;
    for (const auto& line : kit::lines_of(listed.said)) {
        const std::string name = line.substr(0, line.find(' '));
        if (line.find(" U") == std::string::npos || name.starts_with("_Z"))
            continue;
        ++seen;
        EXPECT_FALSE(rules.may_define(name, false, false, true)) << name;
        EXPECT_FALSE(rules.may_define(name, false, true, true)) << name;
    }
    EXPECT_GT(seen, 50u);
}

} // namespace
