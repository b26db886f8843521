// Names for failures: the corpus of wrong submissions knows which mistake says what.
#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "../commands/corpus.hpp"
#include "class_report.hpp"

namespace kit::grading {
namespace {

using mark = test_result::mark;

struct known_mistake {
    std::string lesson, name;
    std::vector<std::string> messages;
};

std::vector<known_mistake> known_mistakes(const project& where) {
    std::vector<known_mistake> all;
    std::error_code error;
    const fs::path folder = where.root() / "tests" / "submissions" / "wrong";
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto text = read_file(entry.path() / "expect.txt").value_or("");
        const auto name = values_of(text, "catalogue");
        // "beyond": a mistake without a name of its own.
        if (name.empty() || name.front() == "beyond")
            continue;
        known_mistake one{
            entry.path().filename().string().substr(0, 2), name.front(), {}};
        for (const auto& message : values_of(text, "message"))
            one.messages.push_back(unwrapped(message));
        all.push_back(std::move(one));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::tie(a.lesson, a.name) < std::tie(b.lesson, b.name);
    });
    return all;
}

std::string name_of(const std::vector<known_mistake>& known, const judged_lesson& lesson,
                    const judged_test& test) {
    std::string text;
    for (const auto& line : test.text)
        text += line + "\n";
    const std::string said = unwrapped(text);
    for (const auto& one : known)
        if (one.lesson == lesson.number)
            for (const auto& message : one.messages)
                if (said.find(message) != std::string::npos)
                    return one.name;
    return test.name;
}

} // namespace

std::vector<mistake> mistakes_of(const project& where, const std::vector<graded>& all) {
    const auto known = known_mistakes(where);
    std::map<std::pair<std::string, std::string>, std::set<std::size_t>> found;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const auto& lesson : all[i].result.lessons) {
            if (lesson.how == judged_lesson::state::not_compiled ||
                lesson.how == judged_lesson::state::refused)
                found[{lesson.title, in_words(lesson.how)}].insert(i);
            for (const auto& test : lesson.tests)
                if (test.how == mark::failed)
                    found[{lesson.title, name_of(known, lesson, test)}].insert(i);
        }
    std::vector<mistake> mistakes;
    for (const auto& [name, who] : found)
        mistakes.push_back({name.first, name.second, {who.begin(), who.end()}});
    std::stable_sort(mistakes.begin(), mistakes.end(), [](const auto& a, const auto& b) {
        return a.who.size() > b.who.size();
    });
    return mistakes;
}

} // namespace kit::grading
