// What students get: it has no solution, builds, passes the doctor, and its lessons fail.
#include <map>

#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;

struct answer {
    std::string said;
    long long status = -1;
};

answer run(const fs::path& program, const std::vector<std::string>& arguments,
           const fs::path& folder) {
    os::spawn_options options;
    options.folder = folder;
    options.environment = {{"FIRST_BYTE_ROOT", folder.string()}};
    auto child = os::child::spawn(program, arguments, options);
    const auto until = os::in(std::chrono::minutes(4));
    auto output = child.read_until_end(until);
    return {std::move(output.text), child.wait(until).value};
}

/// A new handout in `name`.
fs::path handed_out(const std::string& name) {
    const fs::path folder = fs::temp_directory_path() /
                            ("first-byte-" + name + "-" + std::to_string(os::own_id()));
    fs::remove_all(folder);
    const auto given = run(KIT_PROGRAM, {"handout", folder.string()}, project().root());
    EXPECT_EQ(given.status, 0) << given.said;
    return folder;
}

TEST(handout, has_no_solution_and_no_test_of_the_tests) {
    const fs::path folder = handed_out("content");
    const std::string reference =
        kit::read_file(project().root() / "solutions/06-exchange/exchange.cpp").value();
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        ++files;
        EXPECT_NE(kit::read_file(entry.path()), reference) << entry.path();
    }
    EXPECT_GT(files, 100u);
    for (const char* path : {"solutions", "tests/submissions", "tests/grader/tests",
                             ".git", "build", "docs/instructors.md"})
        EXPECT_FALSE(fs::exists(folder / path)) << path;
    fs::remove_all(folder);
}

TEST(handout, has_nothing_that_is_not_the_kits) {
    // Private tests and other things of an instructor's, where those may well be.
    const fs::path copy = new_folder() / "kit", to = new_folder() / "out";
    fs::create_directories(copy);
    for (const auto& entry : fs::directory_iterator(project().root()))
        if (entry.path().filename() != "build" && entry.path().filename() != ".git" &&
            entry.path().filename() != ".first-byte")
            fs::copy(entry.path(), copy / entry.path().filename(),
                     fs::copy_options::recursive);
    const std::vector<std::string> others{"private/06-exchange.unseen.cpp",
                                          "tests/private/06-exchange.unseen.cpp",
                                          "tests/lessons/mine/06-exchange.a.cpp",
                                          "lessons/mine/06-exchange.a.cpp",
                                          "marks.csv",
                                          "tests/06-exchange.unseen.cpp"};
    for (const auto& path : others)
        ASSERT_TRUE(kit::write_file(copy / path, "unseen\n"));
    const auto expect_clean = [&] {
        std::size_t files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(to)) {
            if (!entry.is_regular_file())
                continue;
            ++files;
            EXPECT_NE(kit::read_file(entry.path()), "unseen\n") << entry.path();
        }
        EXPECT_GT(files, 100u);
        EXPECT_TRUE(fs::exists(to / "tests/lessons/06-exchange.contract-1-send.cpp"));
        fs::remove_all(to);
    };
    const auto given = run(KIT_PROGRAM, {"handout", to.string()}, copy);
    EXPECT_EQ(given.status, 0) << given.said;
    EXPECT_NE(given.said.find("Left out, since it isn't part of the kit: private"),
              std::string::npos)
        << given.said;
    expect_clean();
    // Named: left out wherever it is.
    ASSERT_TRUE(kit::write_file(copy / "docs/private/06-exchange.a.cpp", "unseen\n"));
    const auto packed = run(
        KIT_PROGRAM,
        {"package", "classroom", to.string(), "--kit", "a/b", "--tests", "docs/private"},
        copy);
    EXPECT_EQ(packed.status, 0) << packed.said;
    expect_clean();
    const auto named =
        run(KIT_PROGRAM,
            {"handout", to.string(), "--tests", (copy / "docs/private").string()}, copy);
    EXPECT_EQ(named.status, 0) << named.said;
    expect_clean();
    EXPECT_EQ(
        run(KIT_PROGRAM, {"handout", to.string(), "--tests", "docs/prvate"}, copy).status,
        2);
}

/// The words between `open` and `close` in a text.
std::vector<std::string> between(const std::string& text, const std::string& open,
                                 const std::string& close) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = text.find(open, at)) != std::string::npos;) {
        at += open.size();
        found.push_back(text.substr(at, text.find_first_of(close, at) - at));
    }
    return found;
}

TEST(handout, has_texts_that_name_only_what_is_there) {
    const fs::path folder = handed_out("texts");
    const std::string readme = kit::read_file(folder / "README.md").value();
    const auto commands = between(readme, "./kit ", " `\n.;");
    EXPECT_GT(commands.size(), 6u);
    for (const auto& command : commands)
        for (const char* whole : {"demo", "test", "grade", "grade-class", "handout"})
            EXPECT_NE(command, whole);
    EXPECT_EQ(readme.find("in a handout"), std::string::npos);
    EXPECT_NE(readme.find("handed out without solutions"), std::string::npos);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".md")
            continue;
        for (const auto& link : between(kit::read_file(entry.path()).value(), "](", ")#"))
            EXPECT_TRUE(link.find(' ') != std::string::npos || link.empty() ||
                        link.find("://") != std::string::npos ||
                        fs::exists(entry.path().parent_path() / link))
                << entry.path() << " leads to " << link;
    }
    // The whole kit's own texts keep their words.
    const std::string ours = kit::read_file(project().root() / "README.md").value();
    EXPECT_NE(ours.find("./kit demo"), std::string::npos);
    fs::remove_all(folder);
}

TEST(handout, builds_and_its_lessons_fail_until_they_are_written) {
    const fs::path folder = handed_out("build");
    const auto doctor = run(KIT_PROGRAM, {"doctor"}, folder);
    EXPECT_EQ(doctor.status, 0) << doctor.said;
    const auto checked = run(KIT_PROGRAM, {"check", "1"}, folder);
    EXPECT_EQ(checked.status, 1);
    EXPECT_NE(checked.said.find(" failed, "), std::string::npos) << checked.said;
    fs::copy_file(project().root() / "solutions/01-socket/socket.cpp",
                  folder / "lessons/01-socket/socket.cpp",
                  fs::copy_options::overwrite_existing);
    EXPECT_EQ(run(KIT_PROGRAM, {"check", "1"}, folder).status, 0);
    for (const std::vector<std::string>& call : {std::vector<std::string>{"demo"},
                                                 {"test"},
                                                 {"solution", "1", "--yes"},
                                                 {"run", "1", "--reference"}}) {
        const auto given = run(KIT_PROGRAM, call, folder);
        EXPECT_EQ(given.status, 1) << call[0];
        EXPECT_NE(given.said.find("handed out"), std::string::npos) << given.said;
    }
    fs::remove_all(folder);
}

TEST(handout, goes_to_no_folder_with_something_in_it) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "mine", "precious"));
    const auto given = run(KIT_PROGRAM, {"handout", folder.string()}, project().root());
    EXPECT_EQ(given.status, 2);
    EXPECT_EQ(kit::read_file(folder / "mine"), "precious");
    EXPECT_EQ(run(KIT_PROGRAM, {"handout", "build/inside"}, project().root()).status, 2);
}

} // namespace
