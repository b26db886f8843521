#include "report_text.hpp"

#include <algorithm>
#include <cstdlib>

#include "report.hpp"
#include "script.hpp"
#include "timeline.hpp"
#include "words.hpp"

namespace support {
namespace {

constexpr std::size_t width = 66;

void add_lines(std::vector<std::string>& out, std::string_view lead,
               std::string_view text) {
    std::string head(lead);
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        out.push_back(head + std::string(text.substr(at, end - at)));
        head = std::string(lead.size(), ' ');
        at = end + 1;
    }
}

} // namespace

std::string sentence(std::string_view test_name) {
    std::string words(test_name);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::vector<std::string> failure_text(const running_test& test, std::string_view expected,
                                      std::string_view happened,
                                      std::string_view details) {
    std::string title(lesson_name); // "06-exchange" -> "06 exchange"
    std::replace(title.begin(), title.end(), '-', ' ');
    std::vector<std::string> out;
    add_lines(out, "",
              wrapped("FAILED  " + title + ": " + test.sentence, 80, "        "));
    out.emplace_back();
    if (!expected.empty())
        add_lines(out, "  expected   ", wrapped(expected, width, ""));
    add_lines(out, "  happened   ", wrapped(happened, width, ""));
    if (!details.empty()) {
        out.emplace_back();
        add_lines(out, "  ", details);
    }
    if (const auto lines = timeline(net::script::trace()); !lines.empty()) {
        out.emplace_back();
        out.insert(out.end(), lines.begin(), lines.end());
    }
    out.emplace_back();
    if (!test.advice.empty())
        add_lines(out, "  ", wrapped(test.advice, 78, ""));
    std::string where = "  Read: lessons/" + std::string(lesson_name) + "/README.md";
    if (!test.section.empty())
        where += ", \"" + test.section + "\".";
    out.push_back(where);
    out.push_back("  Stuck? ./kit hint " + std::to_string(std::atoi(lesson_name.data())));
    return out;
}

} // namespace support
