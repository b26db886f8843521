#include "words.hpp"

#include <set>

#include <gtest/gtest.h>

#include <net/error.hpp>

namespace {

TEST(words, a_pattern_has_every_byte_value_and_depends_on_its_seed) {
    const auto one = support::pattern(65536);
    EXPECT_EQ(std::set<char>(one.begin(), one.end()).size(), 256u);
    EXPECT_EQ(one, support::pattern(65536));
    EXPECT_NE(one, support::pattern(65536, 2));
    EXPECT_EQ(one.find(one.substr(0, 8), 1), std::string::npos);
}

TEST(words, an_error_has_its_name_and_says_what_it_means) {
    const auto words = support::in_words(std::errc::connection_refused);
    EXPECT_NE(words.find("ECONNREFUSED"), std::string::npos) << words;
    EXPECT_NE(words.find(' '), std::string::npos) << words;
}

TEST(words, the_starter_s_error_is_told_as_such) {
    EXPECT_NE(support::in_words(std::make_error_code(std::errc::function_not_supported))
                  .find("line of the starter"),
              std::string::npos);
}

TEST(words, the_caret_stands_under_the_first_wrong_byte) {
    EXPECT_EQ(support::first_difference("abc", "abX"), "should be  abc\n"
                                                       "      is   abX\n"
                                                       "             ^ byte 2: 0x58 "
                                                       "instead of 0x63");
}

TEST(words, a_difference_far_inside_is_shown_with_its_surroundings) {
    std::string expected(1000, 'a'), happened = expected;
    happened[500] = '\0';
    const auto text = support::first_difference(expected, happened);
    EXPECT_NE(text.find("byte 500: 0x00 instead of 0x61"), std::string::npos) << text;
    const auto is = text.find('\n') + 1; // the second line
    EXPECT_EQ(text[is + text.substr(text.rfind('\n') + 1).find('^')], '.') << text;
}

TEST(words, lines_are_broken_at_spaces) {
    EXPECT_EQ(support::wrapped("one two three", 7, "  "), "one two\n  three");
    EXPECT_EQ(support::wrapped("unbreakable", 4, ""), "unbreakable");
}

TEST(words, things_are_counted_in_english) {
    EXPECT_EQ(support::count(1, "byte"), "1 byte");
    EXPECT_EQ(support::count(2, "byte"), "2 bytes");
}

} // namespace
