// The texts: what they quote is what is compiled, and what a failing test points to is
// there.
#include <algorithm>
#include <map>
#include <regex>

#include <gtest/gtest.h>

#include "markdown.hpp"

namespace {

std::vector<std::string> all_pages() {
    return pages::files("", ".md");
}

/// The sentences of a lesson's tests, "_" as " ".
std::vector<std::string> sentences(const std::string& lesson) {
    static const std::regex test("TEST_F\\(\\s*\\w+,\\s*(\\w+)\\)");
    std::vector<std::string> found;
    for (const auto& file : pages::files("tests/lessons", ".cpp")) {
        if (!file.starts_with("tests/lessons/" + lesson + "."))
            continue;
        const auto text = pages::read(pages::root() / file);
        for (std::sregex_iterator it(text.begin(), text.end(), test), end; it != end;
             ++it) {
            std::string words = (*it)[1];
            std::replace(words.begin(), words.end(), '_', ' ');
            found.push_back(words);
        }
    }
    return found;
}

TEST(pages, every_quoted_block_stands_in_the_file_it_names) {
    std::size_t checked = 0;
    for (const auto& page : all_pages())
        for (const auto& q : pages::quotes(pages::read(pages::root() / page))) {
            ++checked;
            ASSERT_FALSE(q.code.empty())
                << page << ":" << q.line << ": no fenced block follows the marker";
            EXPECT_TRUE(pages::contains(pages::read(pages::root() / q.path), q.code))
                << page << ":" << q.line << ": this block does not stand in " << q.path;
        }
    EXPECT_GT(checked, 0u) << "no page quotes anything";
}

TEST(pages, every_relative_link_leads_to_a_file) {
    static const std::regex link("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    for (const auto& page : all_pages()) {
        const auto text = pages::read(pages::root() / page);
        for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end;
             ++it) {
            const std::string target = (*it)[1];
            if (target.find("://") != std::string::npos || target.starts_with("mailto:"))
                continue;
            const auto path = (pages::root() / page).parent_path() / target;
            EXPECT_TRUE(pages::fs::exists(path)) << page << " links to " << target;
        }
    }
}

TEST(pages, every_lesson_has_its_parts) {
    for (const auto& lesson : pages::lessons()) {
        for (const auto& part :
             {"lessons/" + lesson + "/README.md", "lessons/" + lesson + "/hints.md",
              "solutions/" + lesson + "/notes.md"})
            EXPECT_TRUE(pages::fs::exists(pages::root() / part)) << part << " is missing";
        EXPECT_FALSE(sentences(lesson).empty()) << lesson << " has no tests";
    }
}

TEST(pages, every_lesson_has_three_hints) {
    for (const auto& lesson : pages::lessons()) {
        const auto found =
            pages::headings(pages::read(pages::root() / "lessons" / lesson / "hints.md"));
        for (const std::string hint : {"Hint 1", "Hint 2", "Hint 3"})
            EXPECT_EQ(std::count(found.begin(), found.end(), hint), 1)
                << lesson << ", " << hint;
    }
}

TEST(pages, every_section_that_a_failing_test_names_is_a_heading_of_its_lesson) {
    static const std::regex call("teaches\\(\\s*\"([^\"]+)\"");
    for (const auto& lesson : pages::lessons()) {
        const auto found = pages::headings(
            pages::read(pages::root() / "lessons" / lesson / "README.md"));
        for (const auto& file : pages::files("tests/lessons", ".cpp")) {
            if (!file.starts_with("tests/lessons/" + lesson + "."))
                continue;
            const auto text = pages::read(pages::root() / file);
            for (std::sregex_iterator it(text.begin(), text.end(), call), end; it != end;
                 ++it)
                EXPECT_NE(std::find(found.begin(), found.end(), (*it)[1].str()),
                          found.end())
                    << lesson << ": no heading \"" << (*it)[1] << "\"";
        }
    }
}

TEST(pages, every_message_in_a_table_of_mistakes_is_a_sentence_of_a_test) {
    static const std::regex message("`([a-z][^`]* [^`]* [^`]*)`");
    for (const auto& lesson : pages::lessons()) {
        const auto known = sentences(lesson);
        const auto text = pages::read(pages::root() / "lessons" / lesson / "README.md");
        const auto from = text.find("## What goes wrong");
        ASSERT_NE(from, std::string::npos) << lesson << ": no table of mistakes";
        const auto table = text.substr(from, text.find("\n## ", from + 1) - from);
        std::size_t rows = 0;
        for (const auto& row : pages::lines(table)) {
            // | mistake | message | why |
            const auto second = row.find('|', 1);
            if (!row.starts_with('|') || second == std::string::npos)
                continue;
            const auto cell = row.substr(second, row.find('|', second + 1) - second);
            for (std::sregex_iterator it(cell.begin(), cell.end(), message), end;
                 it != end; ++it, ++rows)
                EXPECT_NE(std::find(known.begin(), known.end(), (*it)[1].str()),
                          known.end())
                    << lesson << ": no test says \"" << (*it)[1] << "\"";
        }
        EXPECT_GT(rows, 2u) << lesson << ": a table of mistakes without messages";
    }
}

TEST(pages, every_lesson_stands_in_the_map) {
    const auto readme = pages::read(pages::root() / "README.md");
    for (const auto& lesson : pages::lessons())
        EXPECT_NE(readme.find("lessons/" + lesson + "/README.md"), std::string::npos)
            << lesson;
}

TEST(pages, every_submission_says_what_it_is) {
    std::map<std::string, int> right;
    for (const auto& file : pages::files("tests/submissions", "expect.txt")) {
        const auto text = "\n" + pages::read(pages::root() / file);
        const bool wrong = file.starts_with("tests/submissions/wrong/");
        if (file.starts_with("tests/submissions/hostile/")) {
            for (const std::string key : {"attack", "state"})
                EXPECT_NE(text.find("\n" + key + ": "), std::string::npos)
                    << file << ", " << key;
            continue;
        }
        for (const std::string key : {"bug", "catalogue", "systems", "message", "style"})
            EXPECT_EQ(text.find("\n" + key + ": ") != std::string::npos,
                      wrong == (key != "style"))
                << file << ", " << key;
        if (!wrong)
            ++right[file.substr(std::string("tests/submissions/right/").size(), 2)];
    }
    for (const auto& lesson : pages::lessons())
        EXPECT_GE(right[lesson.substr(0, 2)], 2) << lesson << ": right submissions";
}

TEST(pages, the_texts_use_no_word_that_belittles) {
    static const std::regex word("\\b(simply|obviously|of course|trivial(ly)?)\\b",
                                 std::regex::icase);
    for (const auto& page : all_pages()) {
        const auto text = pages::read(pages::root() / page);
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, word))
            << page << " says \"" << found.str() << "\"";
    }
}

} // namespace
