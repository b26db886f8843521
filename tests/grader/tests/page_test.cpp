// The instructor's pages in a real browser: headless Chromium, from disk.
#include "grading/class_report.hpp"
#include "grading/json.hpp"
#include "grading/temporary_folder.hpp"
#include "grading_fixture.hpp"
#include "os/process.hpp"

namespace {

using namespace grading_test;
namespace os = grader::os;
using kit::grading::judged_lesson;

/// A class of three with marks that no order but the right one brings into order.
std::vector<kit::grading::graded> sample_class() {
    std::vector<kit::grading::graded> all;
    for (const auto& [name, points] :
         {std::pair{"ada", 9.5}, {"<b>bob</b>", 10.0}, {"eve", 0.0}}) {
        kit::grading::graded one;
        one.of = {name, "key" + std::to_string(all.size()), {}};
        one.result.submission = name;
        judged_lesson lesson;
        lesson.number = "06";
        lesson.title = "06 exchange";
        lesson.how = judged_lesson::state::graded;
        lesson.tests = {{"sends it all",
                         "contract",
                         points < 10 ? kit::test_result::mark::failed
                                     : kit::test_result::mark::passed,
                         "",
                         {"FAILED  06 exchange: sends it all"},
                         1}};
        lesson.points = points;
        lesson.most = 10;
        one.result.points = points;
        one.result.most = 10;
        one.result.lessons = {lesson};
        all.push_back(std::move(one));
    }
    return all;
}

std::string chromium() {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
        if (os::find_program(name))
            return name;
    return {};
}

/// The page as the browser has it after its scripts and after `more` has run.
std::string shown(const std::string& html, const std::string& more) {
    const kit::grading::temporary_folder own;
    const fs::path folder = own.path();
    std::string page = html;
    // An error of any script is written down where the test sees it.
    page.insert(
        page.find("<head>") + 6,
        "<script>window.onerror = m => { document.title = 'error ' + m; };</script>");
    page.insert(page.find("</body>"), "<script>" + more + "</script>");
    EXPECT_TRUE(kit::write_file(folder / "index.html", page));
    auto browser = os::child::spawn(
        chromium(),
        {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--user-data-dir=" + (folder / "profile").string(), "--window-size=390,800",
         "--dump-dom", "file://" + (folder / "index.html").string()},
        {});
    const auto until = os::in(std::chrono::seconds(60));
    const auto said = browser.read_until_end(until);
    static_cast<void>(browser.wait(until));
    return said.text;
}

#define NEEDS_BROWSER()                                                                  \
    if (chromium().empty())                                                              \
    GTEST_SKIP() << "there is no chromium here"

TEST(class_page, is_sorted_by_a_click_and_scrolls_in_no_direction_but_down) {
    NEEDS_BROWSER();
    const auto all = sample_class();
    const auto dom = shown(kit::grading::class_page(project(), "a class", all), R"(
      const names = () => [...document.querySelectorAll('#class tbody tr')]
        .map(row => row.cells[0].textContent).join(' ');
      const points = document.querySelectorAll('#class th button')[1];
      const found = [names()];
      points.click(); found.push(names());
      points.click(); found.push(names());
      const wide = document.documentElement.scrollWidth > innerWidth;
      document.body.dataset.found = found.join('|') + '|' + (wide ? 'too wide' : 'fits');)");
    EXPECT_NE(dom.find("data-found=\"ada &lt;b&gt;bob&lt;/b&gt; eve|eve ada "
                       "&lt;b&gt;bob&lt;/b&gt;|&lt;b&gt;bob&lt;/b&gt; ada eve|fits\""),
              std::string::npos)
        << dom.substr(dom.find("<body"), 300);
    EXPECT_NE(dom.find("<title>a class</title>"), std::string::npos); // and no error
}

TEST(report_page, unfolds_a_failure) {
    NEEDS_BROWSER();
    const auto dom = shown(kit::grading::as_html(sample_class()[0].result), R"(
      const details = document.querySelector('details');
      details.querySelector('summary').click();
      document.body.dataset.found = details.open + '|' +
        details.querySelector('pre').textContent.trim();)");
    EXPECT_NE(dom.find("data-found=\"true|FAILED  06 exchange: sends it all\""),
              std::string::npos)
        << dom.substr(0, 300);
}

} // namespace
