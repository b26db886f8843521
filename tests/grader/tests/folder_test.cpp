// Folders: which of their files count, whatever they are called and wherever they lie,
// and what is told of the others.
#include "grading/class_report.hpp"
#include "grading_fixture.hpp"
#include "os/caller.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;

const std::string own_file = "lessons/06-exchange/exchange.cpp";

kit::grading::submission taken(const fs::path& path) {
    return kit::grading::take_in(project(), path, new_folder(), true);
}

class a_folder : public with_workshop {};

TEST_F(a_folder, with_loose_files_is_known_by_their_names) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp", "// mine\n"));
    ASSERT_TRUE(kit::write_file(folder / "essay.txt", "words\n"));
    const auto made = taken(folder);
    EXPECT_EQ(made.lessons.count("06"), 1u);
    EXPECT_EQ(made.ignored, std::vector<std::string>{"essay.txt"});
}

TEST_F(a_folder, with_a_loose_header_gives_it_to_those_who_include_it) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "server.cpp", "#include \"mine.hpp\"\n"));
    ASSERT_TRUE(kit::write_file(folder / "accept.cpp", "#include \"mine.hpp\"\n"));
    ASSERT_TRUE(kit::write_file(folder / "exchange.cpp", "#include \"exchange.hpp\"\n"));
    ASSERT_TRUE(kit::write_file(folder / "exchange.hpp", "// changed\n"));
    ASSERT_TRUE(kit::write_file(folder / "mine.hpp", "// mine\n"));
    const auto made = taken(folder);
    EXPECT_EQ(made.lessons.at("08").size(), 2u);
    EXPECT_EQ(made.lessons.at("05").size(), 2u);
    EXPECT_EQ(made.lessons.at("06").size(), 1u);
    EXPECT_EQ(made.ignored, std::vector<std::string>{"exchange.hpp"});
}

TEST_F(a_folder, that_is_a_copy_of_the_kit_gives_no_solution) {
    const fs::path folder = new_folder();
    const std::string reference =
        kit::read_file(project().root() / "solutions/06-exchange/exchange.cpp").value();
    ASSERT_TRUE(kit::write_file(folder / "first-byte" / own_file, "// mine\n"));
    ASSERT_TRUE(kit::write_file(folder / "first-byte/solutions/06-exchange/exchange.cpp",
                                reference));
    ASSERT_TRUE(kit::write_file(folder / "first-byte/lessons/06-exchange/exchange.hpp",
                                "// changed\n"));
    ASSERT_TRUE(kit::write_file(folder / "first-byte/kit", "#!/bin/sh\n"));
    const auto made = taken(folder);
    ASSERT_EQ(made.lessons.at("06").size(), 1u);
    EXPECT_EQ(made.lessons.at("06")[0].text, "// mine\n");
    EXPECT_EQ(made.ignored,
              (std::vector<std::string>{"first-byte/kit",
                                        "first-byte/lessons/06-exchange/exchange.hpp"}));
}

TEST_F(a_folder, with_a_link_does_not_follow_it) {
    const fs::path folder = new_folder();
    fs::create_directories(folder / "lessons/06-exchange");
    fs::create_symlink(project().root() / "solutions/06-exchange/exchange.cpp",
                       folder / own_file);
    const auto made = taken(folder);
    EXPECT_EQ(made.lessons.count("06"), 0u);
    EXPECT_EQ(made.refused.count("06"), 1u);
}

TEST_F(a_folder, with_a_pipe_does_not_wait_for_it) {
    const fs::path folder = new_folder();
    os::spawn_options there;
    there.folder = folder;
    auto child = os::child::spawn("mkfifo", {"exchange.cpp", "other.hpp"}, there);
    ASSERT_TRUE(child.wait(os::in(std::chrono::seconds(60))).exited_with(0));
    ASSERT_TRUE(kit::write_file(folder / "accept.cpp", "#include \"other.hpp\"\n"));
    const auto made = taken(folder);
    EXPECT_EQ(made.refused.count("06"), 1u);
    EXPECT_EQ(made.lessons.count("05"), 1u);
    EXPECT_EQ(made.ignored, std::vector<std::string>{"other.hpp (no ordinary file)"});
}

TEST_F(a_folder, with_a_huge_file_does_not_read_it) {
    // Sparse: it has a size, and nothing on the disk.
    const auto huge = [](const fs::path& path) {
        ASSERT_TRUE(kit::write_file(path, "// mine\n"));
        fs::resize_file(path, std::uintmax_t{1} << 40);
    };
    const fs::path loose = new_folder(), whole = new_folder();
    huge(loose / "exchange.cpp");
    huge(loose / "mine.hpp");
    ASSERT_TRUE(kit::write_file(loose / "accept.cpp", "#include \"mine.hpp\"\n"));
    huge(whole / own_file);
    huge(whole / "README.md");
    const auto one = taken(loose), other = taken(whole);
    EXPECT_EQ(one.refused.at("06"), "exchange.cpp is larger than 1 MiB");
    EXPECT_EQ(one.refused.at("05"), "mine.hpp is larger than 1 MiB");
    EXPECT_EQ(other.refused.at("06"), own_file + " is larger than 1 MiB");
    EXPECT_EQ(other.ignored, std::vector<std::string>{"README.md"});
}

TEST_F(a_folder, has_a_limit_for_all_files_together) {
    const fs::path folder = new_folder();
    for (int i = 0; i < 40; ++i)
        ASSERT_TRUE(
            kit::write_file(folder / "lessons/06-exchange" / (std::to_string(i) + ".hpp"),
                            std::string(1 << 20, '\n')));
    const auto made = taken(folder);
    EXPECT_NE(made.refused.at("06").find("32 MiB"), std::string::npos);
}

TEST_F(a_folder, of_a_system_that_knows_no_case_is_taken_and_told_so) {
    const fs::path whole = new_folder(), loose = new_folder();
    ASSERT_TRUE(kit::write_file(whole / "Lessons/06-Exchange/Exchange.CPP", "// 1\n"));
    ASSERT_TRUE(kit::write_file(whole / "Lessons/06-Exchange/Main.cpp", "// given\n"));
    ASSERT_TRUE(kit::write_file(loose / "Exchange.cpp", "// 1\n"));
    for (const auto& path : {whole, loose}) {
        const auto made = taken(path);
        ASSERT_EQ(made.lessons.count("06"), 1u);
        ASSERT_EQ(made.lessons.at("06").size(), 1u);
        EXPECT_EQ(made.lessons.at("06")[0].name, "exchange.cpp");
        EXPECT_EQ(made.lessons.at("06")[0].text, "// 1\n");
        ASSERT_EQ(made.remarks.count("06"), 1u);
        EXPECT_NE(made.remarks.at("06")[0].find("counts as " + own_file),
                  std::string::npos);
    }
}

TEST_F(a_folder, with_two_files_that_differ_in_case_only_says_so) {
    const fs::path top = new_folder();
    ASSERT_TRUE(kit::write_file(top / own_file, "// 1\n"));
    ASSERT_TRUE(kit::write_file(top / "lessons/06-exchange/Exchange.cpp", "// 2\n"));
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/accept.cpp", "// 1\n"));
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/mine.hpp", "// 1\n"));
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/Mine.hpp", "// 2\n"));
    const auto made = taken(top);
    EXPECT_EQ(made.refused.at("06"),
              "two files are called exchange.cpp: which one counts? There are "
              "lessons/06-exchange/Exchange.cpp and lessons/06-exchange/exchange.cpp, "
              "which differ in upper and lower case only");
    EXPECT_EQ(made.lessons.at("05").size(), 3u);
    EXPECT_NE(made.remarks.at("05")[0].find("Mine.hpp and mine.hpp differ"),
              std::string::npos);
}

TEST_F(a_folder, with_a_lesson_in_another_place_says_where_it_belongs) {
    const auto reference =
        kit::read_file(project().root() / "solutions/06-exchange/exchange.cpp").value();
    for (const char* place : {"hello", "lessons/05-accept"}) {
        const fs::path top = new_folder();
        ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/accept.cpp", "// 1\n"));
        ASSERT_TRUE(kit::write_file(top / place / "exchange.cpp", reference));
        const auto made = taken(top);
        EXPECT_EQ(made.remarks.at("06"),
                  std::vector<std::string>{std::string(place) +
                                           "/exchange.cpp looks like lesson 06's: it "
                                           "belongs in lessons/06-exchange/, and does "
                                           "not count"});
        // Where the lesson has its own, it is a copy.
        ASSERT_TRUE(kit::write_file(top / own_file, reference));
        EXPECT_EQ(taken(top).remarks.count("06"), 0u);
    }
}

TEST_F(a_folder, with_a_thousand_misplaced_files_has_a_few_remarks) {
    const fs::path top = new_folder();
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/accept.cpp", "// 1\n"));
    for (int i = 0; i < 1000; ++i) {
        const fs::path copy = top / ("copy" + std::to_string(1000 + i)) / "exchange.cpp";
        ASSERT_TRUE(kit::make_folder(copy.parent_path()));
        ASSERT_TRUE(kit::write_file(copy, " "));
        fs::resize_file(copy, 1 << 20); // with no byte on the disk
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto made = taken(top);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));
    const auto& remarks = made.remarks.at("06");
    ASSERT_EQ(remarks.size(), 6u);
    EXPECT_TRUE(remarks[0].starts_with("copy1000/exchange.cpp looks like lesson 06's"));
    EXPECT_EQ(remarks[5], "and 995 more files may be lesson 06's: they do not count, and "
                          "were not looked at");
}

/// Runs the rest as an ordinary user, for whom the modes of files hold; and makes what
/// was closed readable again at the end.
class closed_folder : public a_folder {
  protected:
    void SetUp() override {
        a_folder::SetUp();
        if (os::is_root())
            GTEST_SKIP() << "root reads every folder";
    }
    void close(const fs::path& path) {
        fs::create_directories(path);
        fs::permissions(path, fs::perms::none);
        closed_.push_back(path);
    }
    void TearDown() override {
        std::error_code error;
        for (const auto& path : closed_)
            fs::permissions(path, fs::perms::owner_all, error);
    }

  private:
    std::vector<fs::path> closed_;
};

TEST_F(closed_folder, ends_nothing_but_itself) {
    const fs::path top = new_folder();
    ASSERT_TRUE(kit::write_file(top / own_file, "// mine\n"));
    for (const char* name : {"a", "p", "z"})
        close(top / name);
    const auto made = taken(top);
    EXPECT_EQ(made.unusable, "");
    EXPECT_EQ(made.lessons.count("06"), 1u);
    EXPECT_TRUE(made.unread.empty()); // no lesson is there: lessons/ is elsewhere
    EXPECT_EQ(made.ignored.size(), 3u);
    EXPECT_NE(made.remarks.at("")[0].find("3 folders"), std::string::npos);
}

TEST_F(closed_folder, that_may_hold_a_lesson_leaves_it_not_judged) {
    const fs::path top = new_folder(), loose = new_folder();
    ASSERT_TRUE(kit::write_file(top / own_file, "// mine\n"));
    close(top / "lessons/05-accept");
    const auto made = taken(top);
    EXPECT_EQ(made.lessons.count("06"), 1u);
    ASSERT_EQ(made.unread.count("05"), 1u);
    EXPECT_EQ(made.unread.size(), 1u);
    const auto all = graded(top, "04 05");
    EXPECT_EQ(kit::grading::in_words(all.lessons[0].how), "missing");
    EXPECT_EQ(kit::grading::in_words(all.lessons[1].how), "not judged");
    EXPECT_FALSE(all.judged());
    close(loose / "lessons");
    EXPECT_EQ(taken(loose).unread.size(), project().lessons().size());
}

TEST_F(closed_folder, or_file_of_a_lesson_leaves_it_not_judged) {
    const fs::path top = new_folder();
    ASSERT_TRUE(kit::write_file(top / own_file, "// mine\n"));
    fs::permissions(top / own_file, fs::perms::none);
    const auto made = taken(top);
    EXPECT_EQ(made.unread.at("06"), "the grader cannot read " + own_file);
    EXPECT_EQ(made.refused.count("06"), 0u);
    // Nor is the rest of the lesson judged for the whole.
    ASSERT_TRUE(kit::write_file(top / "lessons/06-exchange/more.cpp", "// mine\n"));
    EXPECT_EQ(taken(top).lessons.count("06"), 0u);
}

TEST_F(closed_folder, or_archive_is_the_graders_trouble) {
    const fs::path archive = new_folder() / "a.zip";
    ASSERT_TRUE(kit::write_file(archive, "PK"));
    fs::permissions(archive, fs::perms::none);
    EXPECT_TRUE(taken(archive).grader_failed);
}

TEST_F(a_folder, shows_no_name_that_forges_a_line_or_hides) {
    const std::string line = "\n  06 exchange     10 of 10    47 of 47 tests";
    const std::string hidden = "\xe2\x80\x8b\xe2\x80\xae\xc2\xad\xef\xbb\xbf\033[2K";
    const fs::path top = new_folder() / ("jo" + line + hidden);
    const std::string odd = line + hidden;
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept/accept.cpp", "// mine\n"));
    ASSERT_TRUE(kit::write_file(top / "lessons/05-accept" / (odd + ".cpp"), "// mine\n"));
    ASSERT_TRUE(kit::write_file(top / odd / "exchange.cpp", "// mine\n"));
    ASSERT_TRUE(kit::write_file(top / odd / "lessons/07-goodbye/Goodbye.cpp", "// 1\n"));
    fs::create_symlink("nowhere", top / ("link" + odd));
    const auto all = graded(top, "05 06 07");
    std::string shown = all.submission + all.unusable;
    const auto add = [&](const std::vector<std::string>& texts) {
        for (const auto& text : texts)
            shown += text;
    };
    add(all.ignored);
    add(all.remarks);
    for (const auto& lesson : all.lessons) {
        add(lesson.reasons);
        add(lesson.remarks);
    }
    EXPECT_NE(all.lessons[1].remarks.size(), 0u); // it is looked at, and told of
    EXPECT_NE(all.lessons[2].remarks.size(), 0u);
    const auto reports = {shown,
                          kit::grading::as_html(all),
                          kit::grading::as_junit(all),
                          kit::grading::as_gradescope(all, kit::grading::feedback::full),
                          kit::grading::as_json(all),
                          kit::grading::as_csv({{{"jo", "jo", top}, all}})};
    for (const auto& report : reports) {
        EXPECT_EQ(report.find(line), std::string::npos) << report;
        for (const char* one :
             {"\xe2\x80\x8b", "\xe2\x80\xae", "\xc2\xad", "\xef\xbb\xbf", "\033"})
            EXPECT_EQ(report.find(one), std::string::npos) << report;
    }
    EXPECT_EQ(shown.find('\n'), std::string::npos);
}

TEST_F(a_folder, and_its_paths_are_shortened_in_a_time_that_grows_with_the_text) {
    const auto without = [](std::string text) {
        return shop().without_paths(std::move(text), "/nowhere");
    };
    EXPECT_EQ(without("a \"lessons/06-exchange/../05-accept/accept.hpp\""),
              "a \"lessons/05-accept/accept.hpp\"");
    EXPECT_EQ(without("a/b/../../c /x/../y ../../z //../d \nn/../m"),
              "c /y ../../z //../d \nm");
    EXPECT_EQ(without("/nowhere/a /nowhere/nowhere/b"), "a nowhere/b");
    std::string detours, paths;
    while (detours.size() < 4u << 20)
        detours += "a/../";
    while (paths.size() < 4u << 20)
        paths += "/nowhere/";
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(without(detours + "b"), "b");
    EXPECT_EQ(without(paths + "b"), "b");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST(harmless_text, shows_what_would_be_a_command) {
    using kit::grading::harmless;
    EXPECT_EQ(harmless("a\033[2Jb"), "a\\x1b[2Jb");
    EXPECT_EQ(harmless("x\n  ::error::y"), "x\n  \\::error::y");
    EXPECT_EQ(harmless("##[group]"), "\\##[group]");
    EXPECT_EQ(harmless("a ##[b] ::c"), "a \\##[b] \\::c");
    EXPECT_EQ(harmless("std::cout"), "std::cout");
    EXPECT_EQ(kit::grading::harmless_name("a\nb\tc"), "a\\x0ab\\x09c");
    EXPECT_EQ(harmless("\xc3\xa4"), "\xc3\xa4");
    EXPECT_EQ(harmless("\xe2\x80\xae"), "\\xe2\\x80\\xae"); // turns the direction
    EXPECT_EQ(harmless("\xff"), "\\xff");
    EXPECT_EQ(harmless("\xe2\x80\x8b"), "\\xe2\\x80\\x8b"); // has no width
    EXPECT_EQ(harmless("\xf0\x9f\x99\x82"), "\xf0\x9f\x99\x82");
}

} // namespace
