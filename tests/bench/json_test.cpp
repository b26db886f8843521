// JSON is read strictly: what is no JSON is refused, with the line.
#include <gtest/gtest.h>

#include "report/json.hpp"

namespace {

using bench::json;

std::string why_not(const std::string& text) {
    std::string why;
    return bench::read_json(text, why) ? "it was read" : why;
}

json read(const std::string& text) {
    std::string why;
    auto made = bench::read_json(text, why);
    EXPECT_TRUE(made) << text << ": " << why;
    return made ? *made : json();
}

TEST(json, reads_every_kind_of_value) {
    const json of =
        read(" {\"a\": [1, -2.5e-3, 0, 1E+2], \"b\": {\"c\": null},\r\n\t"
             "\"d\": true, \"e\": false, \"f\": \"x\", \"g\": [], \"h\": {}} ");
    const json* a = of.find("a", json::type::array);
    ASSERT_NE(a, nullptr);
    ASSERT_EQ(a->items.size(), 4u);
    EXPECT_EQ(a->items[0].number, 1);
    EXPECT_EQ(a->items[1].number, -0.0025);
    EXPECT_EQ(a->items[2].number, 0);
    EXPECT_EQ(a->items[3].number, 100);
    ASSERT_NE(of.find("b", json::type::object), nullptr);
    EXPECT_NE(of.find("b", json::type::object)->find("c", json::type::null), nullptr);
    EXPECT_TRUE(of.find("d", json::type::boolean)->boolean);
    EXPECT_FALSE(of.find("e", json::type::boolean)->boolean);
    EXPECT_EQ(of.find("f", json::type::text)->text, "x");
}

TEST(json, finds_only_members_of_the_wanted_type) {
    const json of = read("{\"a\": 1}");
    EXPECT_EQ(of.find("a", json::type::text), nullptr);
    EXPECT_EQ(of.find("b", json::type::number), nullptr);
    EXPECT_EQ(json().find("a", json::type::number), nullptr);
}

TEST(json, reads_escapes) {
    EXPECT_EQ(read(R"("\"\\\/\b\f\n\r\t")").text, "\"\\/\b\f\n\r\t");
    EXPECT_EQ(read(R"("\u0041\u00e9\u20ac\ud83d\ude00")").text,
              "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    for (const char* text : {R"("\x41")", R"("\u00g0")", R"("\u12)", R"("\ud83d")",
                             R"("\ude00")", R"("\ud83dx")", R"("\ud83d\u0041")", "\"\\"})
        EXPECT_NE(why_not(text), "it was read") << text;
}

TEST(json, that_ends_too_early_is_refused_wherever_it_ends) {
    const std::string whole = R"({"a": [1.5, {"b": "\u0041"}], "c": true, "d": null})";
    (void)read(whole);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_NE(why_not(whole.substr(0, length)), "it was read") << length;
    EXPECT_EQ(why_not("{\"a\": [1,\n2"), "line 2: it ends too early");
}

TEST(json, refuses_what_only_looks_like_it) {
    for (const char* text : {"",
                             " ",
                             "nul",
                             "True",
                             "NaN",
                             "Infinity",
                             "-",
                             "+1",
                             "01",
                             "-01",
                             "1.",
                             ".5",
                             "1e",
                             "1e+",
                             "0x10",
                             "'a'",
                             "\"a\nb\"",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "{\"a\":1,}",
                             "{a: 1}",
                             "{\"a\" 1}",
                             "{1: 2}",
                             "[1] x",
                             "1 2",
                             "// c\n1",
                             "\"a",
                             "\xEF\xBB\xBF{}"})
        EXPECT_NE(why_not(text), "it was read") << text;
}

TEST(json, refuses_numbers_that_no_double_holds) {
    EXPECT_EQ(read("1e308").number, 1e308);
    EXPECT_EQ(read("1" + std::string(300, '0')).number, 1e300);
    EXPECT_EQ(why_not("1e309"), "line 1: a number that no double can hold");
    EXPECT_EQ(why_not("-1" + std::string(400, '0')),
              "line 1: a number that no double can hold");
}

TEST(json, refuses_a_name_that_stands_twice) {
    EXPECT_EQ(why_not("{\"a\": 1,\n\"a\": 1}"),
              "line 2: a name stands twice in an object");
    (void)read("[{\"a\": 1}, {\"a\": 1}]");
    (void)read("{\"a\": {\"a\": 1}}");
}

TEST(json, refuses_what_is_nested_too_deep) {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    (void)read(nested(bench::deepest_json));
    EXPECT_EQ(why_not(nested(bench::deepest_json + 1)),
              "line 1: it is nested deeper than any of our files");
    EXPECT_EQ(why_not(std::string(10'000'000, '[')),
              "line 1: it is nested deeper than any of our files");
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    EXPECT_EQ(why_not(objects), "line 1: it is nested deeper than any of our files");
}

} // namespace
