// Plots: only of what was measured, and drawn by the real gnuplot where it is.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "made_up.hpp"
#include "os/process.hpp"
#include "report/gnuplot.hpp"
#include "report/svg.hpp"
#include "report/write.hpp"
#include "text/files.hpp"

namespace {

namespace fs = std::filesystem;
using bench::kind;
using bench::role;
using bench_test::subject;

bench::workload_result named(const std::string& name, kind what, double x) {
    auto made = bench_test::workload({1, 1, 1}, {1.1, 1.2, 1.3});
    made.name = name;
    made.what = what;
    made.x = x;
    return made;
}

/// Everything that has a plot.
bench::report everything() {
    auto made =
        bench_test::report_of(named("round_trip/64/same_core", kind::round_trip, 64));
    made.workloads.push_back(named("floors/64/same_core", kind::floors, 64));
    made.workloads.back().subjects.push_back(subject("pipe", role::floor, {0.3, 0.3}));
    made.workloads.push_back(named("nagle/same_core", kind::nagle, 64));
    made.workloads.push_back(named("round_trip/64/unpinned", kind::round_trip, 64));
    made.workloads.push_back(named("open_loop/load_40/same_core", kind::open_loop, 9000));
    for (auto& each : made.workloads.back().subjects)
        for (std::int64_t time = 1000; time < 2000; ++time) {
            each.times.record(time * 30);
            each.from_send.record(time);
        }
    for (const double x : {1.0, 1000.0}) {
        made.workloads.push_back(named("idle/x/same_core", kind::idle, x));
        made.workloads.push_back(named("connections/x/same_core", kind::connections, x));
    }
    return made;
}

std::vector<std::string> names(const bench::report& of) {
    std::vector<std::string> all;
    for (const auto& each : bench::plots(of))
        all.push_back(each.name);
    return all;
}

TEST(plots, are_there_only_of_what_was_measured) {
    EXPECT_EQ(names(everything()),
              (std::vector<std::string>{"ratios", "floors", "idle", "connections",
                                        "open_loop", "nagle", "humps"}));
    EXPECT_TRUE(names({}).empty());
    auto nothing = everything();
    for (auto& each : nothing.workloads)
        each.left_out = "interrupted";
    EXPECT_TRUE(names(nothing).empty());
}

TEST(plots, of_floors_go_on_to_the_libraries_by_their_ratios) {
    auto of = bench_test::report_of(named("floors/64/same_core", kind::floors, 64));
    of.workloads.push_back(named("servers/64/same_core", kind::round_trip, 64));
    of.workloads.back().subjects.push_back(subject("libuv", role::peer, {2, 2}, 77));
    const auto made = bench::floors_plot(of);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->title, "Where do 10 \xC2\xB5s go?");
    EXPECT_EQ(made->alternative, "Median round trips: TCP, hand-written 10.00 \xC2\xB5s; "
                                 "libuv 20.00 \xC2\xB5s.");
}

TEST(plots, of_a_single_point_are_no_curve) {
    auto of = bench_test::report_of(named("idle/0/same_core", kind::idle, 0));
    EXPECT_TRUE(names(of).empty());
}

TEST(plots, tell_in_words_what_they_show) {
    for (const auto& each : bench::plots(everything())) {
        EXPECT_FALSE(each.title.empty()) << each.name;
        EXPECT_FALSE(each.caption.empty()) << each.name;
        EXPECT_NE(each.alternative.find_first_of("123456789"), std::string::npos)
            << each.name;
    }
}

TEST(svg, has_the_colours_of_the_page_and_ids_of_its_own) {
    const std::string svg = bench::in_page(
        "<?xml version=\"1.0\"?>\n<svg>\n<title>Gnuplot</title>\n"
        "<g fill=\"none\" color=\"black\" stroke=\"rgb(  1,   1,   1)\">\n</g>\n"
        "<circle id='a' fill='rgb(1,2,3)' stroke='rgb( 86, 180, 233)'/>"
        "<use xlink:href='#a' color=\"black\"/></svg>\n",
        "name");
    EXPECT_EQ(svg, "<svg aria-hidden=\"true\" focusable=\"false\">\n\n"
                   "<circle id='name-a' fill='var(--s3)' stroke='rgb( 86, 180, 233)'/>"
                   "<use xlink:href='#name-a' color=\"var(--text)\"/></svg>");
    EXPECT_EQ(bench::in_page("", "name"), "");
    EXPECT_EQ(bench::in_page("<svg>", "name"), "");
}

TEST(gnuplot, takes_any_text) {
    EXPECT_EQ(bench::in_commands("it's\n"), "'it''s?'");
    EXPECT_EQ(bench::in_data("a\"b\\c"), "\"a'b/c\"");
}

class in_folder : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!bench::find_gnuplot())
            GTEST_SKIP() << "there is no gnuplot here";
        folder_ = fs::temp_directory_path() /
                  ("first-byte-plots-" + std::to_string(grader::os::own_id()) + "-" +
                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override {
        std::error_code error;
        if (!folder_.empty())
            fs::remove_all(folder_, error);
    }
    fs::path folder_;
};

TEST_F(in_folder, every_plot_is_drawn) {
    for (const auto& each : bench::plots(everything())) {
        std::string why;
        const auto made = bench::draw(*bench::find_gnuplot(), each, folder_, why);
        ASSERT_TRUE(made) << each.name << ": " << why;
        EXPECT_NE(made->wide.find("var(--text)"), std::string::npos);
        EXPECT_EQ(made->wide.find("rgb(  1,"), std::string::npos);
        for (const char* ending : {".dat", ".gp", ".svg"})
            EXPECT_TRUE(fs::exists(folder_ / (each.name + ending))) << each.name;
    }
}

TEST_F(in_folder, names_cannot_command_gnuplot_or_the_page) {
    auto of = everything();
    for (auto& workload : of.workloads)
        for (auto& each : workload.subjects)
            if (each.as == role::subject)
                each.name = bench_test::nasty;
    const auto sentences = write_report(of, nullptr, folder_);
    ASSERT_EQ(sentences.size(), 1u) << sentences[0];
    const auto page = kit::read_file(folder_ / "report.html");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->find("<script"), std::string::npos);
    EXPECT_NE(page->find("<svg"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_ / "plots" / "x"));
}

TEST_F(in_folder, a_plot_that_gnuplot_refuses_says_why) {
    bench::plot wrong;
    wrong.name = "wrong";
    wrong.commands = "plot 'missing.dat'\n";
    std::string why;
    EXPECT_FALSE(bench::draw(*bench::find_gnuplot(), wrong, folder_, why));
    EXPECT_TRUE(why.starts_with("gnuplot: ")) << why;
    EXPECT_FALSE(fs::exists(folder_ / "wrong.svg"));
}

} // namespace
