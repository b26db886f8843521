// The formats, read by readers that are not ours.
#include "grading/class_report.hpp"
#include "grading/json.hpp"
#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;
using kit::grading::feedback;
using kit::grading::judged_lesson;
using mark = kit::test_result::mark;

/// A verdict with a bit of everything.
kit::grading::verdict sample() {
    kit::grading::verdict all;
    all.submission = "jo <b>\"doe\"</b>";
    all.ignored = {"kit", "CMakeLists.txt"};
    judged_lesson one;
    one.number = "06";
    one.title = "06 exchange";
    one.how = judged_lesson::state::graded;
    one.printed = "debug & more <pre>\n";
    one.tests = {{"sends it all", "contract", mark::passed, "", {}, 1},
                 {"receives",
                  "program",
                  mark::failed,
                  "",
                  {"FAILED  06 exchange: receives", "", "  expected   7 bytes",
                   "  happened   none, and \"quoted\" \\ back", "",
                   "     your code        the peer", "  1  recv() -> 0",
                   "  Read: lessons/06-exchange/README.md, \"Short sends\"."},
                  1},
                 {"a secret name", "private", mark::failed, "", {"secret text"}, 1},
                 {"uses IPv6", "program", mark::skipped, "no IPv6 here", {}, 1}};
    judged_lesson two;
    two.number = "07";
    two.title = "07 goodbye";
    two.how = judged_lesson::state::refused;
    two.reasons = {"lessons/07-goodbye/goodbye.cpp:12 uses fork"};
    all.lessons = {one, two};
    std::string why;
    const kit::grading::points_table points("06 10\n07 10\n", why);
    for (auto& lesson : all.lessons)
        points.score(lesson);
    points.sum(all);
    return all;
}

/// Runs a program of node or python3 on a text; what it says.
std::string read_by(const std::string& tool, const std::string& program,
                    const std::string& text) {
    os::spawn_options options;
    options.input = os::stream::pipe;
    auto child = os::child::spawn(tool, {tool == "node" ? "-e" : "-c", program}, options);
    if (!child.started())
        return "there is no " + tool;
    const auto until = os::in(std::chrono::seconds(60));
    auto said = child.exchange(text, until);
    if (!child.wait(until).exited_with(0))
        return tool + " fails: " + said.text;
    return said.text;
}

const std::string in_node = "const text = require('fs').readFileSync(0, 'utf8');";

#define NEEDS(tool)                                                                      \
    if (!os::find_program(tool))                                                         \
    GTEST_SKIP() << "there is no " tool " here"

TEST(formats, agree_on_the_score) {
    NEEDS("node");
    const auto all = sample();
    EXPECT_EQ(kit::grading::number_text(all.points), "3.33");
    EXPECT_EQ(read_by("node",
                      in_node + "const r = JSON.parse(text);"
                                "const sum = r.lessons.reduce((a, l) => a + l.score, 0);"
                                "const tests = r.lessons[0].tests.reduce((a, t) => a + "
                                "t.score, 0);"
                                "console.log(r.score, sum, tests.toFixed(2));",
                      kit::grading::as_json(all)),
              "3.33 3.33 3.33\n");
    EXPECT_EQ(read_by("node",
                      in_node + "const r = JSON.parse(text);"
                                "const sum = r.tests.reduce((a, t) => a + t.score, 0);"
                                "console.log(r.score, sum.toFixed(2));",
                      kit::grading::as_gradescope(all, feedback::full)),
              "3.33 3.33\n");
    EXPECT_EQ(read_by("node",
                      "const text = Buffer.from(require('fs').readFileSync(0, 'utf8'), "
                      "'base64').toString(); const r = JSON.parse(text);"
                      "console.log(r.version, r.status, r.max_score,"
                      "  r.tests.reduce((a, t) => a + t.score, 0));",
                      kit::grading::as_classroom(all, feedback::full)),
              "1 fail 20 3.33\n");
}

TEST(formats, agree_in_both_of_classrooms_sums_on_full_marks) {
    NEEDS("node");
    auto all = sample();
    all.lessons.pop_back();
    for (auto& test : all.lessons[0].tests)
        test.how = mark::passed;
    std::string why;
    const kit::grading::points_table points("06 10\n", why);
    points.score(all.lessons[0]);
    points.sum(all);
    EXPECT_EQ(read_by("node",
                      "const text = Buffer.from(require('fs').readFileSync(0, 'utf8'), "
                      "'base64').toString(); const r = JSON.parse(text);"
                      "const passed = r.tests.filter(t => t.status === 'pass').length;"
                      "console.log(passed / r.tests.length * r.max_score,"
                      "  r.tests.reduce((a, t) => a + t.score, 0));",
                      kit::grading::as_classroom(all, feedback::full)),
              "10 10\n");
}

TEST(formats, are_a_table_without_formulas_whatever_parts_its_cells) {
    // Much of Europe has ";" between cells; with it our quotes are none.
    for (const auto& [name, shown] :
         std::vector<std::pair<std::string, std::string>>{{"x;=1+1;y", "x;'=1+1;y"},
                                                          {"x; +1", "x;' +1"},
                                                          {"x;\"=1\"", "x;'\"\"=1\"\""},
                                                          {"x\t@y", "x\t'@y"},
                                                          {"=1;-1", "'=1;'-1"},
                                                          {" =1", "' =1"},
                                                          {"a; b-c; d", "a; b-c; d"}}) {
        const auto book = kit::grading::as_csv({{{name, name, {}}, sample()}});
        EXPECT_NE(book.find("\n\"" + shown + "\","), std::string::npos) << book;
    }
}

TEST(formats, follow_the_schema_of_the_guide) {
    NEEDS("python3");
    const std::string schema =
        kit::read_file(project().root() / "docs" / "report.schema.json").value_or("");
    ASSERT_NE(schema, "");
    const auto said =
        read_by("python3",
                "import sys, json\n"
                "try:\n    import jsonschema\n"
                "except ImportError:\n    print('no jsonschema'); sys.exit()\n"
                "schema = json.loads(" +
                    kit::grading::json::text(schema).str() +
                    ")\n"
                    "jsonschema.validate(json.load(sys.stdin), schema)\n"
                    "print('valid')\n",
                kit::grading::as_json(sample()));
    if (said == "no jsonschema\n")
        GTEST_SKIP() << "there is no python3-jsonschema here";
    EXPECT_EQ(said, "valid\n");
}

TEST(formats, are_junit_for_a_strict_reader) {
    NEEDS("python3");
    EXPECT_EQ(
        read_by("python3",
                "import sys, xml.etree.ElementTree as e\n"
                "root = e.fromstring(sys.stdin.read())\n"
                "assert root.tag == 'testsuites', root.tag\n"
                "for suite in root:\n"
                "    assert suite.tag == 'testsuite', suite.tag\n"
                "    cases = suite.findall('testcase')\n"
                "    assert len(cases) == int(suite.get('tests'))\n"
                "    for kind in ('failure', 'error', 'skipped'):\n"
                "        found = sum(1 for c in cases if c.find(kind) is not None)\n"
                "        name = {'failure': 'failures', 'error': 'errors'}.get(kind, "
                "kind)\n"
                "        assert found == int(suite.get(name)), kind\n"
                "print(root.get('name'), root.get('tests'), root.get('failures'),"
                " root.get('errors'), root.get('skipped'))\n",
                kit::grading::as_junit(sample())),
        "jo <b>\"doe\"</b> 5 2 1 1\n");
}

TEST(formats, are_what_an_exercism_runner_writes) {
    NEEDS("node");
    EXPECT_EQ(read_by("node",
                      in_node +
                          "const r = JSON.parse(text);"
                          "for (const t of r.tests) {"
                          "  if (!['pass', 'fail', 'error'].includes(t.status)) throw t;"
                          "  if (t.status !== 'pass' && !t.message) throw t;"
                          "  if ((t.output || '').length > 500) throw t;"
                          "  if (typeof t.task_id !== 'number') throw t; }"
                          "console.log(r.version, r.status, r.tests.length);",
                      kit::grading::as_exercism(sample(), feedback::full)),
              "3 fail 4\n");
    kit::grading::verdict nothing;
    nothing.unusable = "it is empty";
    EXPECT_EQ(read_by("node", in_node + "console.log(JSON.parse(text).message);",
                      kit::grading::as_exercism(nothing, feedback::full)),
              "it is empty\n");
}

TEST(feedback_level, decides_what_a_student_is_told) {
    const auto all = sample();
    const auto& lesson = all.lessons[0];
    const auto told = [&](feedback level) {
        return kit::grading::told_to_student(lesson, lesson.tests[1], level);
    };
    EXPECT_EQ(told(feedback::none), "");
    EXPECT_EQ(told(feedback::verdict), "");
    EXPECT_NE(told(feedback::hint).find("expected   7 bytes"), std::string::npos);
    EXPECT_NE(told(feedback::hint).find("Short sends"), std::string::npos);
    EXPECT_EQ(told(feedback::hint).find("recv() -> 0"), std::string::npos);
    EXPECT_NE(told(feedback::full).find("recv() -> 0"), std::string::npos);
    // Without a name for any test, where nothing is told.
    EXPECT_EQ(kit::grading::as_gradescope(all, feedback::none).find("receives"),
              std::string::npos);
}

TEST(feedback_level, never_tells_of_private_tests) {
    const auto all = sample();
    for (const auto level :
         {feedback::none, feedback::verdict, feedback::hint, feedback::full})
        for (const auto& text : {kit::grading::as_gradescope(all, level),
                                 kit::grading::as_exercism(all, level)})
            EXPECT_EQ(text.find("secret"), std::string::npos);
}

} // namespace
