// The page: whole, loud where it must be, and nothing gets out of its text.
#include <gtest/gtest.h>

#include "made_up.hpp"
#include "report/html.hpp"
#include "text/utf8.hpp"

namespace {

using bench_test::report_of;
using bench_test::workload;

std::string page(const bench::report& of, const bench::comparison* change = nullptr) {
    return bench::page_of({of, change, {}, {}});
}

std::size_t count(const std::string& text, const std::string& of) {
    std::size_t found = 0;
    for (std::size_t at = text.find(of); at != std::string::npos;
         at = text.find(of, at + 1))
        ++found;
    return found;
}

TEST(page, escapes_names_labels_and_warnings) {
    const auto of = bench_test::nasty_report();
    const auto change = compared(of, of);
    bench::page_parts parts{of, &change, {}, {std::string(bench_test::nasty)}};
    bench::plot what;
    what.title = what.caption = what.alternative = bench_test::nasty;
    parts.plots.emplace_back(what, bench::drawing{"<svg></svg>", "<svg></svg>"});
    const std::string text = page_of(parts);
    EXPECT_EQ(text.find("<script"), std::string::npos);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\xFF'), std::string::npos) << "no UTF-8";
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos) << "turns the direction";
    EXPECT_NE(text.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"),
              std::string::npos);
}

TEST(page, is_utf8) {
    const auto of = bench_test::nasty_report();
    const auto change = compared(of, of);
    std::string_view text;
    const std::string whole = page(of, &change);
    for (text = whole; !text.empty();
         text.remove_prefix(kit::first_character(text).bytes))
        ASSERT_NE(kit::first_character(text).bytes, 0u) << whole.size() - text.size();
}

TEST(page, says_in_its_title_and_first_that_the_run_was_interrupted) {
    auto of = report_of(workload({1, 1}, {1, 1}));
    EXPECT_EQ(page(of).find("nterrupted"), std::string::npos);
    EXPECT_EQ(page(of).find("class=\"loud\""), std::string::npos);
    of.interrupted = true;
    of.warnings = {"a warning"};
    const std::string text = page(of);
    EXPECT_NE(text.find("<title>Latency on loopback (interrupted)</title>"),
              std::string::npos);
    const std::size_t loud = text.find("<div class=\"loud\"");
    EXPECT_LT(loud, text.find("Interrupted: what had been measured"));
    EXPECT_LT(loud, text.find("a warning"));
}

TEST(page, says_in_its_title_that_the_build_was_one_for_debugging) {
    auto of = report_of(workload({1, 1}, {1, 1}));
    of.unoptimized = true;
    EXPECT_NE(page(of).find("<title>Latency on loopback (debug build)</title>"),
              std::string::npos);
    EXPECT_NE(page(of).find("This is a build without optimization."), std::string::npos);
}

TEST(page, needs_nothing_from_elsewhere) {
    const std::string text = page(report_of(workload({1, 1}, {1, 1})));
    for (const char* word : {"http://", "https://", "@import", "<link", "src="})
        EXPECT_EQ(text.find(word), std::string::npos) << word;
    EXPECT_NE(text.find("<html lang=\"en\">"), std::string::npos);
    EXPECT_NE(text.find("prefers-color-scheme: dark"), std::string::npos);
    EXPECT_TRUE(text.ends_with("</html>\n"));
}

TEST(page, has_heads_with_a_scope_and_the_row_of_the_same_code) {
    const std::string text = page(report_of(workload({1, 1}, {1.1, 1.1})));
    EXPECT_EQ(count(text, "<th>"), 0u);
    EXPECT_NE(text.find("<th scope=\"row\">hand-written, again</th>"), std::string::npos);
    EXPECT_NE(text.find(">A/A</td>"), std::string::npos);
    EXPECT_NE(text.find("<td class=\"bad\">slower</td>"), std::string::npos);
}

TEST(page, gives_each_picture_words_for_who_does_not_see_it) {
    const auto of = report_of(workload({1, 1}, {1, 1}));
    bench::page_parts parts{of, nullptr, {}, {}};
    bench::plot what;
    what.alternative = "it climbs";
    parts.plots.emplace_back(what, bench::drawing{"<svg>W</svg>", "<svg>N</svg>"});
    EXPECT_EQ(count(page_of(parts), "role=\"img\" aria-label=\"it climbs\""), 2u);
}

TEST(page, shows_the_outside_check_beside_our_own_figure) {
    auto of = report_of(workload({1, 1}, {1, 1}));
    EXPECT_EQ(page(of).find("Outside check"), std::string::npos);
    of.outside = {"sockperf measures 20 of them.", 20000};
    const std::string text = page(of);
    EXPECT_NE(text.find("sockperf measures 20 of them. The hand-written code took 10.00 "
                        "\xC2\xB5s here: 0.500 of that."),
              std::string::npos);
}

TEST(page, shows_what_was_compared) {
    const auto then = report_of(workload({1, 1}, {1.1, 1.1}));
    const auto now = report_of(workload({1, 1}, {1.3, 1.3}));
    const auto change = compared(then, now);
    const std::string text = page(now, &change);
    EXPECT_NE(text.find("<h2>Compared with the run of 2026-01-01"), std::string::npos);
    EXPECT_NE(text.find("1.100 <span class=\"faint\">1.100-1.100</span>"),
              std::string::npos);
}

} // namespace
