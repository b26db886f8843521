// The calls of kit grade and kit grade-class: bad input, exit statuses, what is written.
#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;

struct answer {
    std::string said;
    long long status = -1;
};

answer
kit_says(std::vector<std::string> arguments,
         const std::vector<std::pair<std::string, std::string>>& environment = {}) {
    os::spawn_options options;
    options.folder = project().root();
    options.environment = environment;
    arguments.insert(arguments.begin() + 1, {"--build", KIT_BUILD});
    auto child = os::child::spawn(KIT_PROGRAM, arguments, options);
    const auto until = os::in(std::chrono::minutes(4));
    auto output = child.read_until_end(until);
    return {std::move(output.text), child.wait(until).value};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// lessons/01-socket of a student: the reference with a name in it, so that no two are
/// equal.
void hand_in(const fs::path& folder, const std::string& text) {
    const auto reference =
        kit::read_file(project().root() / "solutions/01-socket/socket.cpp").value();
    ASSERT_TRUE(
        kit::write_file(folder / "lessons/01-socket/socket.cpp", reference + text));
}

/// What base64 stands for.
std::string decoded(const std::string& text) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0, count = 0;
    for (const char c : text) {
        const auto value = digits.find(c);
        if (value == digits.npos)
            continue;
        bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffffu;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>(bits >> count & 0xffu);
        }
    }
    return bytes;
}

class grade_command : public with_workshop {};

TEST_F(grade_command, says_what_is_wrong_with_a_call) {
    const std::string out = new_folder().string();
    const auto expect_refused = [&](std::vector<std::string> arguments,
                                    std::string_view part) {
        const auto given = kit_says(std::move(arguments));
        EXPECT_EQ(given.status, 2) << given.said;
        EXPECT_TRUE(has(given.said, part)) << given.said;
    };
    expect_refused({"grade", "--out", out}, "Which submission?");
    expect_refused({"grade", "solutions"}, "--out FOLDER");
    expect_refused({"grade", "nowhere", "--out", out}, "no submission at nowhere");
    expect_refused({"grade", "solutions", "--out", out, "--lessons", "9-12"},
                   "--lessons is");
    expect_refused({"grade", "solutions", "--out", out, "--format", "pdf"}, "no format");
    expect_refused({"grade", "solutions", "--out", out, "--seed", "many"}, "--seed is");
    expect_refused({"grade", "solutions", "--out", out, "--feedback", "all"},
                   "one of none");
    expect_refused({"grade", "solutions", "--out", out, "--tests", "nowhere"}, "--tests");
    expect_refused({"grade", "solutions", "--out", out, "--points", "nowhere"}, "points");
    expect_refused({"grade", "solutions", "--out", out, "--jail"}, "no option --jail");
    expect_refused({"grade-class", "nowhere", "--out", out}, "no submission in");
    expect_refused({"grade", "solutions", "--out"}, "needs a value");
}

TEST_F(grade_command, writes_a_report_where_it_cannot_work) {
    const fs::path out = new_folder();
    const auto given =
        kit_says({"grade", "solutions", "--out", out.string()}, {{"PATH", "/nowhere"}});
    EXPECT_EQ(given.status, 3);
    EXPECT_TRUE(has(given.said, "--no-jail")) << given.said;
    EXPECT_TRUE(has(kit::read_file(out / "report.json").value_or(""), "could not work"));
}

TEST_F(grade_command, grades_without_a_jail_where_it_is_told_to) {
    const auto given = kit_says({"grade", "solutions", "--out", new_folder().string(),
                                 "--lessons", "1", "--no-jail"});
    EXPECT_EQ(given.status, 0);
    EXPECT_TRUE(has(given.said, "solutions: 10 of 10 points")) << given.said;
}

TEST_F(grade_command, tells_less_before_the_attempt_that_may_know) {
    const fs::path out = new_folder(), wrong = new_folder();
    fs::copy(submissions("wrong") / "01-destructor-forgets-the-handle",
             wrong / "01-socket");
    for (const char* attempt : {"1", "3"}) {
        const auto given =
            kit_says({"grade", wrong.string(), "--out", out.string(), "--lessons", "1",
                      "--format", "gradescope", "--feedback", "full", "--feedback-after",
                      "3", "--attempt", attempt});
        EXPECT_EQ(given.status, 0) << given.said;
        EXPECT_EQ(has(kit::read_file(out / "gradescope/results.json").value_or(""),
                      "expected   "),
                  attempt[0] == '3')
            << given.said;
    }
}

TEST_F(grade_command, keeps_the_words_of_a_linker_about_private_tests) {
    const fs::path out = new_folder(), tests = new_folder(), answer = new_folder();
    ASSERT_TRUE(
        kit::write_file(tests / "01-socket.unseen.cpp",
                        "#include \"lesson.hpp\"\n"
                        "LESSON(\"01-socket\");\n"
                        "using unseen = support::lesson_test;\n"
                        "namespace tcp { int helper() { return 1; } }\n"
                        "TEST_F(unseen, passes) { EXPECT_EQ(tcp::helper(), 1); }\n"));
    hand_in(answer, "\nnamespace tcp {\nint helper() { return 2; }\n}\n");
    const auto given = kit_says({"grade", answer.string(), "--out", out.string(),
                                 "--lessons", "1", "--feedback", "full", "--tests",
                                 tests.string(), "--format", "json,gradescope"});
    EXPECT_EQ(given.status, 0) << given.said;
    for (const auto& text :
         {given.said, kit::read_file(out / "report.json").value_or("unseen"),
          kit::read_file(out / "gradescope/results.json").value_or("unseen")}) {
        EXPECT_FALSE(has(text, "unseen")) << text;
        EXPECT_FALSE(has(text, "multiple definition")) << text;
    }
    EXPECT_TRUE(has(kit::read_file(out / "report.json").value_or(""),
                    "cannot be linked with the private tests"))
        << given.said << kit::read_file(out / "report.json").value_or("");
}

TEST_F(grade_command, refuses_points_for_a_test_that_there_is_not) {
    const fs::path table = new_folder() / "points.txt", out = new_folder();
    const auto grade = [&](const std::string& text) {
        EXPECT_TRUE(kit::write_file(table, text));
        return kit_says({"grade", "solutions", "--out", out.string(), "--lessons", "1",
                         "--no-tower", "--points", table.string()});
    };
    const auto mistyped = grade("# mine\n01 5\n01 2 \"owns nothing until it is giving a "
                                "handle\"\n");
    EXPECT_EQ(mistyped.status, 2) << mistyped.said;
    EXPECT_TRUE(has(mistyped.said, "line 3")) << mistyped.said;
    EXPECT_TRUE(
        has(mistyped.said, "did you mean \"owns nothing until it is given a handle\"?"))
        << mistyped.said;
    const auto given = grade("01 given \"no such test\"\n");
    EXPECT_EQ(given.status, 2) << given.said;
    const auto lesson = grade("01 5\n77 10\n");
    EXPECT_EQ(lesson.status, 2) << lesson.said;
    EXPECT_TRUE(has(lesson.said, "line 2: there is no lesson 77")) << lesson.said;
    EXPECT_FALSE(fs::exists(out / "report.json"));
    EXPECT_EQ(grade("01 2 \"owns nothing until it is given a handle\"\n").status, 0);
}

TEST_F(grade_command, tells_students_nothing_of_private_tests_in_any_format) {
    const fs::path out = new_folder(), tests = new_folder(), answer = new_folder();
    ASSERT_TRUE(kit::write_file(
        tests / "06-exchange.unlisted.cpp",
        "#include \"exchange.hpp\"\n#include \"lesson.hpp\"\n#include <cstdio>\n"
        "LESSON(\"06-exchange\");\n"
        "using secret_suite = support::lesson_test;\n"
        "TEST_F(secret_suite, sends_nothing_secretly) {\n"
        "    tcp::socket nothing;\n"
        "    std::puts(\"printed in secret\");\n"
        "    support::expect(tcp::send_all(nothing, {}).has_value(), \"a secret "
        "expectation\", \"a secret sight\");\n"
        "}\n"));
    std::string text =
        kit::read_file(project().root() / "solutions/06-exchange/exchange.cpp").value();
    const std::string loop = "    while (!data.empty()) {";
    text.replace(text.find(loop), loop.size(),
                 "    if (data.empty())\n        return not_implemented();\n" + loop);
    ASSERT_TRUE(kit::write_file(answer / "lessons/06-exchange/exchange.cpp", text));
    for (const char* level : {"none", "verdict", "hint", "full"}) {
        const auto given =
            kit_says({"grade", answer.string(), "--out", out.string(), "--lessons", "6",
                      "--no-tower", "--feedback", level, "--tests", tests.string(),
                      "--format", "json,html,junit,gradescope,classroom,exercism"});
        EXPECT_EQ(given.status, 0) << given.said;
        EXPECT_FALSE(has(given.said, "secret")) << given.said; // a log can be public
        std::size_t reports = 0;
        for (const auto& entry : fs::recursive_directory_iterator(out)) {
            if (!entry.is_regular_file() ||
                entry.path().parent_path().filename() == "instructor")
                continue;
            ++reports;
            auto report = kit::read_file(entry.path()).value();
            if (entry.path().filename() == "classroom.txt")
                report = decoded(report);
            for (const char* word : {"secret", "unlisted"})
                EXPECT_FALSE(has(report, word)) << level << " " << entry.path() << report;
        }
        EXPECT_EQ(reports, 6u);
        // Whose test it is may read all of it.
        EXPECT_TRUE(has(kit::read_file(out / "instructor/private-tests.txt").value_or(""),
                        "a secret expectation"));
    }
}

TEST_F(grade_command, shows_none_of_the_instructors_paths) {
    const fs::path out = new_folder(), answer = new_folder();
    const std::string text =
        kit::read_file(project().root() / "solutions/06-exchange/exchange.cpp").value();
    const auto report = [&](const std::string& source) {
        EXPECT_TRUE(kit::write_file(answer / "lessons/06-exchange/exchange.cpp", source));
        const auto given = kit_says({"grade", answer.string(), "--out", out.string(),
                                     "--lessons", "6", "--no-tower"});
        EXPECT_EQ(given.status, 0) << given.said;
        const auto json = kit::read_file(out / "report.json").value_or("");
        EXPECT_TRUE(has(json, "does not compile")) << json;
        for (const auto& path :
             {project().root().string(), std::string(KIT_BUILD),
              fs::temp_directory_path().string() + "/first-byte", std::string("/home/")})
            EXPECT_FALSE(has(json, path)) << json;
    };
    auto without = text; // a function is missing: the linker speaks of our tests
    without.replace(without.find(" echo("), 6, " ecco(");
    report(without);
    report("#define net std\n" + text); // the compiler speaks of our headers
    report(text + "int twice = net::poll(1, 2, 3);\n");
}

class class_command : public with_workshop {
  protected:
    fs::path students = new_folder(), out = new_folder();
    answer grade(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments{"grade-class", students.string(), "--out",
                                           out.string(),  "--lessons",       "1"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return kit_says(std::move(arguments));
    }
    std::string book() { return kit::read_file(out / "gradebook.csv").value_or(""); }
};

TEST_F(class_command, knows_the_names_that_hosts_give) {
    hand_in(students / "submission_123", "// 1\n");
    hand_in(students / "submission_124", "// 2\n");
    hand_in(students / "Grace Hopper_4711_assignsubmission_file_", "// 3\n");
    hand_in(students / "echo-server-ada", "// 4\n");
    ASSERT_TRUE(
        kit::write_file(students / "submission_metadata.yml",
                        "---\nsubmission_123:\n  :submitters:\n  - :name: Jo Doe\n"
                        "    :sid: '1'\nsubmission_124:\n  :submitters:\n"
                        "  - :name: =HYPERLINK(\"x\")\n"));
    const auto given = grade();
    EXPECT_EQ(given.status, 0) << given.said;
    for (const char* cell : {"\"Jo Doe\",", "\"Grace Hopper\",", "\"echo-server-ada\",",
                             "\"'=HYPERLINK(\"\"x\"\")\","})
        EXPECT_TRUE(has(book(), cell)) << cell << "\n" << book();
}

TEST_F(class_command, is_not_stopped_by_a_bad_submission) {
    hand_in(students / "good", "// good\n");
    ASSERT_TRUE(kit::write_file(students / "broken.zip", "no archive"));
    fs::create_directories(students / "empty");
    const auto given = grade();
    EXPECT_EQ(given.status, 0) << given.said;
    EXPECT_TRUE(has(given.said, "3 submissions graded, 2 of them unusable"))
        << given.said;
    EXPECT_TRUE(has(book(), "\"good\",\"good\",10,10,0,10,\"graded\"")) << book();
    EXPECT_TRUE(has(book(), "no archive")) << book();
}

TEST_F(class_command, takes_whatever_is_handed_in_and_shows_no_line_of_its_names) {
    const std::string line = "\n  01 socket       10 of 10";
    hand_in(students / "good", "// good\n");
    hand_in(students / ("evil" + line), "// evil\n");
    const auto mine = kit::read_file(students / "good/lessons/01-socket/socket.cpp");
    ASSERT_TRUE(
        kit::write_file(students / "windows/Lessons/01-Socket/Socket.cpp", *mine + "//"));
    ASSERT_TRUE(kit::write_file(students / "lost/lessons/02-address/socket.cpp", *mine));
    ASSERT_TRUE(kit::write_file(students / "huge/socket.cpp", ""));
    fs::resize_file(students / "huge/socket.cpp", std::uintmax_t{1} << 40); // sparse
    const auto given = grade();
    EXPECT_EQ(given.status, 0) << given.said;
    EXPECT_TRUE(has(given.said, "5 submissions graded")) << given.said;
    for (const char* cells :
         {"\"good\",\"good\",10,", "01 socket       10 of 10\",10,",
          "\"windows\",\"windows\",10,", "\"lost\",\"lost\",0,", "\"huge\",\"huge\",0,",
          "Lessons/01-Socket/Socket.cpp counts as lessons/01-socket/socket.cpp",
          "lessons/02-address/socket.cpp looks like lesson 01's"})
        EXPECT_TRUE(has(book(), cells)) << cells << "\n" << book();
    const auto alone =
        kit_says({"grade", (students / ("evil" + line)).string(), "--out", out.string(),
                  "--lessons", "1", "--format", "json,html,junit,gradescope"});
    std::string shown = book() + given.said;
    for (const auto& entry : fs::recursive_directory_iterator(out))
        if (entry.is_regular_file() && entry.path().parent_path().filename() != "cache")
            shown += kit::read_file(entry.path()).value_or("");
    EXPECT_FALSE(has(shown, line)) << shown;
    EXPECT_TRUE(has(alone.said, "evil\\x0a  01 socket       10 of 10: 10 of 10 points"))
        << alone.said; // besides the line that is the program's own
}

TEST_F(class_command, goes_on_where_it_was_stopped) {
    for (int i = 0; i < 6; ++i)
        hand_in(students / ("student" + std::to_string(i)), "// " + std::to_string(i));
    // Stopped as by Ctrl-C when something, but not all, is done.
    os::spawn_options options;
    options.folder = project().root();
    auto child =
        os::child::spawn(KIT_PROGRAM,
                         {"grade-class", students.string(), "--out", out.string(),
                          "--lessons", "1", "--jobs", "1", "--build", KIT_BUILD},
                         options);
    const auto kept = [&] {
        std::error_code error;
        std::size_t count = 0;
        for (const auto& file : fs::directory_iterator(out / "cache", error))
            count += file.path().extension() == ".txt" ? 1 : 0;
        return count;
    };
    while (kept() == 0 && !child.wait(os::in(std::chrono::milliseconds(20))).ended()) {
    }
    ASSERT_TRUE(child.interrupt());
    EXPECT_TRUE(child.wait(os::in(std::chrono::seconds(20))).exited_with(130));
    EXPECT_FALSE(fs::exists(fs::temp_directory_path() /
                            ("first-byte-" + std::to_string(child.id()) + "-1")));
    const std::size_t before = kept();
    EXPECT_GE(before, 1u);
    EXPECT_LT(before, 6u);
    EXPECT_EQ(grade().status, 0);
    EXPECT_EQ(kept(), 6u);
    const auto first = book();
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(grade().status, 0);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
    EXPECT_EQ(book(), first);
}

// For root, whose jails are another user's, too.
TEST_F(class_command, judges_what_its_owner_alone_may_read_under_any_umask) {
    if (os::system_name() == "windows")
        GTEST_SKIP() << "no umask there";
    const fs::path tests = new_folder();
    ASSERT_TRUE(kit::write_file(
        tests / "01-socket.unseen.cpp",
        "#include \"lesson.hpp\"\n"
        "#include \"socket.hpp\"\n"
        "LESSON(\"01-socket\");\n"
        "using unseen = support::lesson_test;\n"
        "TEST_F(unseen, owns) { EXPECT_FALSE(tcp::socket{}.is_open()); }\n"));
    hand_in(students / "ada", "// ada\n");
    hand_in(students / "bob", "// bob\n");
    const auto limit = os::in(std::chrono::minutes(4));
    const auto shell = [&](const std::string& script, std::vector<std::string> words) {
        words.insert(words.begin(), {"-c", "umask 077 && " + script});
        os::spawn_options options;
        options.folder = students;
        auto child = os::child::spawn("sh", words, options);
        auto output = child.read_until_end(limit);
        return answer{std::move(output.text), child.wait(limit).value};
    };
    const auto packed = shell("cmake -E tar cf bob.tar bob && rm -r bob && "
                              "chmod -R go-rwx . && exec chmod -R go-rwx \"$0\"",
                              {tests.string()});
    ASSERT_EQ(packed.status, 0) << packed.said;
    const auto given =
        shell("exec \"$0\" \"$@\"",
              {KIT_PROGRAM, "grade-class", "--build", KIT_BUILD, students.string(),
               "--out", out.string(), "--lessons", "1", "--tests", tests.string()});
    EXPECT_EQ(given.status, 0) << given.said;
    for (const char* name : {"ada", "bob.tar"})
        EXPECT_TRUE(has(book(), std::string(name) + "\",10,10,0,10,\"graded\""))
            << book();
}

TEST_F(class_command, names_the_most_frequent_mistake) {
    for (const char* name : {"one", "two"}) {
        hand_in(students / name, std::string("// ") + name);
        auto text =
            kit::read_file(students / name / "lessons/01-socket/socket.cpp").value();
        const auto wrong = kit::read_file(submissions("wrong") /
                                          "01-destructor-forgets-the-handle/socket.cpp")
                               .value();
        ASSERT_TRUE(kit::write_file(students / name / "lessons/01-socket/socket.cpp",
                                    wrong + "// " + name));
    }
    EXPECT_EQ(grade().status, 0);
    const auto page = kit::read_file(out / "index.html").value_or("");
    EXPECT_TRUE(has(page, "<td>never closed</td>"));
    EXPECT_TRUE(has(page, "href=\"students/one/report.html#lesson-01\""));
    EXPECT_TRUE(fs::exists(out / "students/one/report.html"));
    EXPECT_FALSE(has(page, "http")) << "the page needs the network";
}

} // namespace
