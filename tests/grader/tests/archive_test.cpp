// Archives: what honest ones give, and what crafted ones do not.
#include <array>
#include <cstdint>

#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;

/// A header of ustar (POSIX.1-1988) for a file; `kind` '0' is a file, '2' a symbolic
/// link.
std::string tar_header(const std::string& name, std::uint64_t size, char kind = '0',
                       const std::string& target = {}, const std::string& group = {}) {
    std::string block(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) {
        block.replace(at, text.size(), text);
    };
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    if (size < (std::uint64_t{1} << 33)) {
        std::array<char, 12> octal{};
        std::snprintf(octal.data(), octal.size(), "%011llo",
                      static_cast<unsigned long long>(size));
        put(124, octal.data());
    } else { // in base 256, as GNU tar writes it
        block[124] = static_cast<char>(0x80);
        for (std::size_t i = 0; i < 8; ++i)
            block[135 - i] = static_cast<char>(size >> (8 * i) & 0xff);
    }
    put(136, "14000000000");
    block[156] = kind;
    put(157, target);
    put(257, std::string("ustar\0"
                         "00",
                         8));
    put(265, group.empty() ? "" : "jo");
    put(297, group);
    put(148, "        ");
    unsigned sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%06o", sum);
    put(148, text.data());
    block[154] = '\0';
    return block;
}

std::string tar_file(const std::string& name, const std::string& text) {
    return tar_header(name, text.size()) + text +
           std::string((512 - text.size() % 512) % 512, '\0');
}

const std::string tar_end(1024, '\0');
const std::string own_file = "lessons/06-exchange/exchange.cpp";

fs::path written(const std::string& name, const std::string& bytes) {
    const fs::path path = new_folder() / name;
    EXPECT_TRUE(kit::write_file(path, bytes));
    return path;
}

kit::grading::submission taken(const fs::path& path) {
    return kit::grading::take_in(project(), path, new_folder(), true);
}

std::string tool(const std::vector<std::string>& words, const fs::path& folder) {
    os::spawn_options options;
    options.folder = folder;
    options.environment = {{"LC_ALL", "C.UTF-8"}}; // the names are
    auto child =
        os::child::spawn(words.front(), {words.begin() + 1, words.end()}, options);
    const auto said = child.read_until_end(os::in(std::chrono::seconds(60)));
    return child.wait(os::in(std::chrono::seconds(60))).exited_with(0) ? "" : said.text;
}

class archive : public with_workshop {};

TEST_F(archive, of_each_kind_gives_its_sources) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / own_file, "// mine\n"));
    ASSERT_TRUE(kit::write_file(folder / "lessons/06-exchange/extra.hpp", "// more\n"));
    for (const std::vector<std::string>& kind :
         {std::vector<std::string>{"a.zip", "cf", "--format=zip"},
          {"a.tar", "cf", "--format=gnutar"},
          {"a.tar.gz", "czf", "--format=pax"}}) {
        ASSERT_EQ(
            tool({"cmake", "-E", "tar", kind[1], kind[0], kind[2], "lessons"}, folder),
            "");
        const auto made = taken(folder / kind[0]);
        EXPECT_EQ(made.unusable, "") << kind[0];
        ASSERT_EQ(made.lessons.count("06"), 1u) << kind[0];
        EXPECT_EQ(made.lessons.at("06").size(), 2u);
        EXPECT_EQ(made.lessons.at("06")[0].text, "// mine\n");
    }
}

TEST_F(archive, has_folders_with_any_name) {
    for (const char* name :
         {"R&D", "it's", "kit [final]", "wow!", "kit 100%", "-x", "^x", "a*b?c", "$x;{y}",
          "\"a\" `b` <c>|d", "\xc3\x81ine #1 = ~2"}) {
        const fs::path folder = new_folder();
        ASSERT_TRUE(kit::write_file(folder / name / own_file, "// mine\n"));
        ASSERT_TRUE(kit::write_file(folder / "abc" / "a.cpp", "// no pattern's\n"));
        for (const std::vector<std::string>& kind :
             {std::vector<std::string>{"a.zip", "--format=zip"},
              {"a.tar", "--format=pax"}}) {
            ASSERT_EQ(tool({"cmake", "-E", "tar", "cf", kind[0], kind[1], "abc",
                            "./" + std::string(name)},
                           folder),
                      "");
            const auto made = taken(folder / kind[0]);
            EXPECT_EQ(made.unusable, "") << name;
            ASSERT_EQ(made.lessons.count("06"), 1u) << name;
            EXPECT_EQ(made.lessons.at("06")[0].text, "// mine\n");
        }
    }
    EXPECT_EQ(taken(written("a.tar", tar_file("a\\b.cpp", "x") + tar_end)).unusable,
              "a source file has an odd name: a\\b.cpp");
}

TEST_F(archive, with_a_way_out_is_refused_whole) {
    for (const char* name :
         {"../outside.cpp", "lessons/../../outside.cpp", "/outside.cpp"}) {
        const auto made = taken(
            written("a.tar", tar_file(name, "x") + tar_file(own_file, "y") + tar_end));
        EXPECT_NE(made.unusable.find("leads out of its folder"), std::string::npos)
            << name << ": " << made.unusable;
        EXPECT_TRUE(made.lessons.empty());
    }
}

TEST_F(archive, with_a_line_break_in_a_name_is_refused_whole) {
    const auto made =
        taken(written("a.tar", tar_file("a\n-rw-r--r-- 0 a b 1 22 Nov 02:31 b.cpp", "x") +
                                   tar_file(own_file, "y") + tar_end));
    EXPECT_NE(made.unusable, "");
    EXPECT_EQ(made.unusable.find('\n'), std::string::npos);
}

TEST_F(archive, is_read_whatever_its_groups_are_called) {
    for (const char* group : {"domain users", "a 1 22 Nov 02:31 b", " ", "x -> y"}) {
        const auto made =
            taken(written("a.tar", tar_header(own_file, 8, '0', {}, group) + "// mine\n" +
                                       std::string(504, '\0') +
                                       tar_header("x", 0, '2', "y", group) + tar_end));
        EXPECT_EQ(made.unusable, "") << group;
        ASSERT_EQ(made.lessons.count("06"), 1u) << group;
        EXPECT_EQ(made.lessons.at("06")[0].text, "// mine\n");
        EXPECT_EQ(made.ignored, std::vector<std::string>{"x (a link)"}) << group;
    }
}

TEST_F(archive, has_the_names_that_it_has_whatever_they_look_like) {
    const std::string odd = "it's 12 22 Nov 02:31 -> \"a\".txt";
    const auto made = taken(written("a.tar", tar_file(odd, "x") +
                                                 tar_header("l -> m", 0, '2', "n -> o") +
                                                 tar_file(own_file, "y") + tar_end));
    EXPECT_EQ(made.unusable, "");
    EXPECT_EQ(made.lessons.count("06"), 1u);
    EXPECT_EQ(made.ignored, (std::vector<std::string>{odd, "l -> m (a link)"}));
    // A line break forges no entry, wherever it stands.
    const std::string line = "-rw-r--r--  0 a b 1 22 Nov 02:31 b.cpp";
    for (const auto& forged :
         {tar_header("a", 0, '2', "b\n" + line), tar_header("a\n" + line, 0, '2', "b"),
          tar_header("a", 0, '0', {}, "g\n" + line), tar_file("a\n" + line, "x"),
          tar_header("a\n-rw-r--r--", 0, '2', "1 22 Nov 02:31 -rw-r--r--")}) {
        const auto other =
            taken(written("a.tar", forged + tar_file(own_file, "y") + tar_end));
        EXPECT_NE(other.unusable, "");
        EXPECT_EQ(other.unusable.find('\n'), std::string::npos);
    }
}

TEST_F(archive, with_one_file_under_two_names_says_so) {
    const auto made = taken(written(
        "a.tar", tar_file(own_file, "x") + tar_file("./" + own_file, "y") + tar_end));
    EXPECT_NE(made.unusable.find(own_file + " and ./" + own_file), std::string::npos)
        << made.unusable;
}

TEST_F(archive, with_a_link_in_the_place_of_a_source_has_no_such_source) {
    for (const char* target :
         {"/etc/passwd", "../../solutions/06-exchange/exchange.cpp"}) {
        const auto made = taken(written(
            "a.tar", tar_header(own_file, 0, '2', target) +
                         tar_file("lessons/05-accept/accept.cpp", "x") + tar_end));
        EXPECT_EQ(made.unusable, "");
        EXPECT_EQ(made.lessons.count("06"), 0u);
        ASSERT_EQ(made.ignored.size(), 1u);
        EXPECT_EQ(made.ignored[0], own_file + " (a link)");
    }
}

TEST_F(archive, with_a_link_in_the_place_of_a_folder_is_refused_whole) {
    const auto made = taken(written(
        "a.tar", tar_file(own_file, "x") +
                     tar_header("lessons/06-exchange/d.cpp", 0, '2', "/tmp") +
                     tar_file("lessons/06-exchange/d.cpp/out.cpp", "y") + tar_end));
    EXPECT_NE(made.unusable.find("a folder in it is a file or a link"), std::string::npos)
        << made.unusable;
}

TEST_F(archive, that_says_it_holds_10_gigabytes_is_not_unpacked) {
    const auto made = taken(written("a.tar", tar_header(own_file, 10ull << 30) +
                                                 std::string(4096, 'x') + tar_end));
    EXPECT_NE(made.unusable, "");
}

TEST_F(archive, that_swells_to_10_gigabytes_is_given_up) {
    // gzip allows one compressed piece after the other: a piece of zeros, 10000 times.
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "head", tar_header("zeros.bin", 10ull << 30)));
    ASSERT_TRUE(kit::write_file(folder / "zeros", std::string(1 << 20, '\0')));
    ASSERT_EQ(tool({"gzip", "-9", "head", "zeros"}, folder), "");
    const std::string piece = kit::read_file(folder / "zeros.gz").value();
    std::string bomb = kit::read_file(folder / "head.gz").value();
    for (int i = 0; i < 10240; ++i)
        bomb += piece;
    const auto begun = std::chrono::steady_clock::now();
    const auto made = taken(written("a.tar.gz", bomb));
    EXPECT_NE(made.unusable, "");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(40));
}

TEST_F(archive, that_is_none_is_said_so) {
    EXPECT_NE(taken(written("a.zip", "this is no archive")).unusable.find("no archive"),
              std::string::npos);
    EXPECT_NE(taken(written("a.tar", tar_file("essay.txt", "x") + tar_end)).unusable, "");
}

TEST_F(archive, with_two_files_of_one_name_is_refused) {
    const auto made = taken(
        written("a.tar", tar_file(own_file, "x") + tar_file(own_file, "y") + tar_end));
    EXPECT_NE(made.unusable, "");
}

/// A file whose name is longer than a header holds, as GNU tar writes it.
std::string tar_file_with_long_name(const std::string& name, const std::string& text) {
    return tar_header("././@LongLink", name.size(), 'L') + name +
           std::string((512 - name.size() % 512) % 512, '\0') +
           tar_file(name.substr(0, 99), text);
}

TEST_F(archive, with_a_very_long_or_deep_name_is_refused_before_it_is_looked_at) {
    std::string deep;
    for (int i = 0; i < 3000; ++i)
        deep += "a/";
    for (const auto& name : {deep + "a.cpp", deep.substr(0, 66) + "a.txt",
                             std::string(1100, 'a') + ".cpp"}) {
        const auto made = taken(written("a.tar", tar_file_with_long_name(name, "x") +
                                                     tar_file(own_file, "y") + tar_end));
        EXPECT_NE(made.unusable.find("longer than 1024 bytes, or deeper than 32 folders"),
                  std::string::npos)
            << made.unusable.substr(0, 200);
        EXPECT_FALSE(made.grader_failed);
    }
    const auto made = taken(
        written("a.tar",
                tar_file_with_long_name(deep.substr(0, 32) + std::string(200, 'b'), "x") +
                    tar_file(own_file, "y") + tar_end));
    EXPECT_EQ(made.unusable, "");
    EXPECT_EQ(made.lessons.count("06"), 1u);
}

TEST_F(archive, with_a_flood_of_names_is_refused_and_that_is_no_failure_of_the_grader) {
    const fs::path folder = new_folder();
    std::string headers;
    for (int i = 0; i < 1024; ++i)
        headers += tar_header("lessons/", 0, '5');
    ASSERT_TRUE(kit::write_file(folder / "headers", headers));
    ASSERT_EQ(tool({"gzip", "-9", "headers"}, folder), "");
    const std::string piece = kit::read_file(folder / "headers.gz").value();
    std::string flood;
    for (int i = 0; i < 200; ++i)
        flood += piece;
    const auto made = taken(written("a.tar.gz", flood));
    EXPECT_NE(made.unusable.find("the list of its names is longer than 4 MiB"),
              std::string::npos)
        << made.unusable;
    EXPECT_FALSE(made.grader_failed);
}

TEST_F(archive, that_is_a_list_of_paths_reads_no_file_of_the_machine) {
    // An mtree manifest, which the tool also unpacks: "contents" says from where.
    const fs::path reference = project().root() / "solutions/06-exchange/exchange.cpp";
    const std::string manifest =
        "#mtree\n./" + own_file +
        " type=file mode=0644 size=1500 contents=" + reference.string() + "\n";
    for (const auto& bytes : {manifest, std::string(600, '\n') + manifest}) {
        const auto made = taken(written("a.tar", bytes));
        EXPECT_NE(made.unusable.find("by its first bytes neither"), std::string::npos)
            << made.unusable;
        EXPECT_FALSE(made.grader_failed);
    }
    // What is packed once more is not looked into; there is nothing of the file in it.
    const fs::path packed = written("a.tar", manifest);
    ASSERT_EQ(tool({"gzip", packed.string()}, packed.parent_path()), "");
    for (const bool jailed : {true, false})
        for (const auto& [number, sources] :
             kit::grading::take_in(project(), packed.string() + ".gz", new_folder(),
                                   jailed)
                 .lessons)
            for (const auto& one : sources)
                EXPECT_EQ(one.text.find("send"), std::string::npos) << one.text;
}

} // namespace
