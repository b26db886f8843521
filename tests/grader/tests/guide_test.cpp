// docs/instructors.md: every command in it is run, every program in it compiled.
#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;

/// The fenced blocks of a kind, in their order.
std::vector<std::string> blocks(const std::string& kind) {
    std::vector<std::string> found;
    bool inside = false;
    for (const auto& line : kit::lines_of(
             kit::read_file(project().root() / "docs/instructors.md").value())) {
        if (line == "```" + kind) {
            inside = true;
            found.emplace_back();
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            found.back() += line + "\n";
        }
    }
    return found;
}

struct answer {
    std::string said;
    bool good = false;
};

answer run(const fs::path& program, const std::vector<std::string>& arguments) {
    os::spawn_options options;
    options.folder = project().root();
    auto child = os::child::spawn(program, arguments, options);
    const auto until = os::in(std::chrono::minutes(4));
    auto output = child.read_until_end(until);
    return {std::move(output.text), child.wait(until).exited_with(0)};
}

/// "./kit", but of this build and with its parts.
fs::path door() {
    const fs::path path = new_folder() / "kit";
    EXPECT_TRUE(kit::write_file(
        path, std::string("#!/bin/sh\n") + "case $1 in grade*) set -- \"$@\" --build '" +
                  KIT_BUILD + "' ;; esac\nexec '" + KIT_PROGRAM + "' \"$@\"\n"));
    fs::permissions(path, fs::perms::owner_all);
    return path;
}

class guide : public with_workshop {};

TEST_F(guide, has_commands_that_work) {
    const std::string kit = door().string();
    const std::string here = new_folder().string() + "/";
    const std::string there = "/tmp/first-byte-";
    std::size_t count = 0;
    for (std::string block : blocks("sh")) {
        if (block.starts_with("sudo apt-get"))
            continue; // what it installs is what makes these tests run
        // In a folder of this test's own: others may follow the guide at the same time.
        for (std::size_t at = 0; (at = block.find(there, at)) != std::string::npos;
             at += here.size())
            block.replace(at, there.size(), here);
        for (std::size_t at = 0; (at = block.find("./kit ", at)) != std::string::npos;
             at += kit.size())
            block.replace(at, 5, kit);
        const auto given = run("sh", {"-ec", block});
        EXPECT_TRUE(given.good) << block << given.said;
        ++count;
    }
    EXPECT_GE(count, 6u);
    const auto book = kit::read_file(here + "results/gradebook.csv").value_or("");
    EXPECT_NE(book.find("\"ada\",\"ada\",0,10,0,0,\"untouched\""), std::string::npos)
        << book;
    EXPECT_NE(book.find("\"grace\",\"grace\",10,10,0,10,\"graded\""), std::string::npos)
        << book;
    const auto marks = kit::read_file(here + "marks/report.json").value_or("");
    EXPECT_NE(marks.find("\"score\": 90, \"max_score\": 90"), std::string::npos);
}

TEST_F(guide, has_a_private_test_that_compiles_and_judges) {
    const auto tests = blocks("cpp");
    ASSERT_EQ(tests.size(), 1u);
    const fs::path folder = new_folder();
    const fs::path file = folder / "06-exchange.large.cpp";
    ASSERT_TRUE(kit::write_file(file, tests[0]));
    const auto grade = [&](const fs::path& out) {
        return run(KIT_PROGRAM, {"grade", "solutions", "--out", out.string(), "--lessons",
                                 "6", "--no-tower", "--tests", folder.string(), "--build",
                                 KIT_BUILD, "--format", "json,gradescope"});
    };
    const fs::path out = new_folder();
    const auto given = grade(out);
    EXPECT_TRUE(given.good) << given.said;
    EXPECT_NE(given.said.find("48 of 48 tests"), std::string::npos) << given.said;
    const auto report = kit::read_file(out / "report.json").value_or("");
    EXPECT_NE(report.find("\"a test of your instructor\", \"judge\": \"private\", "
                          "\"status\": \"passed\""),
              std::string::npos);
    EXPECT_EQ(kit::read_file(out / "gradescope/results.json")
                  .value_or("nothing for nothing")
                  .find("nothing for nothing"),
              std::string::npos);
    // One that the reference fails would take points from everybody.
    std::string wrong = tests[0];
    wrong.replace(wrong.find(".has_value()"), 12, ".has_value() && false");
    ASSERT_TRUE(kit::write_file(file, wrong));
    const auto refused = grade(out);
    EXPECT_FALSE(refused.good);
    for (const char* words :
         {"The reference itself fails a private test of lesson 06",
          "\"sends nothing for nothing\"", "send_all succeeds", "Nothing was graded"})
        EXPECT_NE(refused.said.find(words), std::string::npos) << refused.said;
    // One that does not compile is the instructor's to mend, and nobody's mark.
    ASSERT_TRUE(kit::write_file(file, "LESSON(\n"));
    const auto broken = grade(out);
    EXPECT_FALSE(broken.good);
    EXPECT_NE(broken.said.find("06-exchange.large.cpp does not compile"),
              std::string::npos)
        << broken.said;
}

} // namespace
