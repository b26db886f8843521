#include "plan_file.hpp"

#include <algorithm>

#include "hash.hpp"

namespace kit::grading {

plan_file::plan_file(std::string text) : text_(std::move(text)) {
    for (const auto& line : lines_of(text_))
        if (const auto bar = line.find('|'); bar != std::string::npos)
            lines_.emplace_back(line.substr(0, bar), line.substr(bar + 1));
}

std::vector<std::string> plan_file::all(const std::string& key) const {
    std::vector<std::string> values;
    for (const auto& [name, value] : lines_)
        if (name == key && !value.empty() && value != "-D")
            values.push_back(value);
    return values;
}

std::string plan_file::identity(std::vector<fs::path> files) const {
    for (const auto& [key, value] : lines_)
        if (key.ends_with("library") || key.ends_with("judge") ||
            key.ends_with("contract") || key.ends_with("reference") ||
            key.ends_with("main"))
            files.emplace_back(value);
    std::string all = text_;
    const auto digests = sha256_of_files(files);
    for (const auto& digest : digests)
        all += digest + "\n";
    return digests.empty() ? std::string() : all;
}

std::optional<plan_file> read_plan_file(const fs::path& path) {
    auto text = read_file(path);
    if (!text)
        return std::nullopt;
    plan_file plan(std::move(*text));
    if (!plan.has("compiler") || !plan.has("test library"))
        return std::nullopt;
    return plan;
}

std::vector<expected_test> listed_tests(const std::string& output) {
    std::vector<expected_test> tests;
    std::string suite;
    for (const auto& line : lines_of(output)) { // "suite." and then "  name  # comment"
        if (line.empty())
            continue;
        if (line[0] != ' ') {
            suite = line.substr(0, line.find(' '));
            continue;
        }
        std::string name = line.substr(line.find_first_not_of(' '));
        name = name.substr(0, name.find(' '));
        std::string sentence = name;
        std::replace(sentence.begin(), sentence.end(), '_', ' ');
        tests.push_back({suite + name, sentence});
    }
    return tests;
}

} // namespace kit::grading
