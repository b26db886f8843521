#include "markdown.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace pages {
namespace {

std::size_t indentation(std::string_view line) {
    const auto first = line.find_first_not_of(' ');
    return first == std::string_view::npos ? line.size() : first;
}

/// The lines without the indentation that all of them share; blank ones do not count.
std::vector<std::string> flush_left(std::vector<std::string> all) {
    std::size_t shared = std::string::npos;
    for (const auto& line : all)
        if (indentation(line) < line.size())
            shared = std::min(shared, indentation(line));
    for (auto& line : all)
        line = line.size() > shared ? line.substr(shared) : std::string();
    return all;
}

} // namespace

const fs::path& root() {
    static const fs::path path = FIRST_BYTE_ROOT;
    return path;
}

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path << " cannot be read";
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::string text = std::move(bytes).str();
    std::erase(text, '\r');
    return text;
}

std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        all.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

std::vector<std::string> files(const std::string& folder, std::string_view ending) {
    std::vector<std::string> found;
    fs::recursive_directory_iterator at(root() / folder), end;
    for (; at != end; ++at) {
        const auto name = at->path().filename().string();
        if (at->is_directory() && (name.starts_with('.') || name == "build"))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && name.ends_with(ending))
            found.push_back(fs::relative(at->path(), root()).generic_string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> lessons() {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(root() / "lessons"))
        if (entry.is_directory())
            found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<quote> quotes(const std::string& page) {
    constexpr std::string_view lead = "<!-- quote: ", tail = " -->";
    std::vector<quote> found;
    const auto all = lines(page);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].starts_with(lead) || !all[i].ends_with(tail))
            continue;
        quote q;
        q.path = all[i].substr(lead.size(), all[i].size() - lead.size() - tail.size());
        q.line = i + 1;
        std::size_t at = i + 1;
        if (at < all.size() && all[at].starts_with("```"))
            for (++at; at < all.size() && !all[at].starts_with("```"); ++at)
                q.code.push_back(all[at]);
        found.push_back(std::move(q));
    }
    return found;
}

bool contains(std::string_view text, const std::vector<std::string>& code) {
    const auto wanted = flush_left(code);
    const auto all = lines(text);
    for (std::size_t i = 0; i + wanted.size() <= all.size(); ++i) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(i);
        const std::vector<std::string> part(
            first, first + static_cast<std::ptrdiff_t>(wanted.size()));
        if (flush_left(part) == wanted)
            return true;
    }
    return false;
}

std::vector<std::string> headings(const std::string& page) {
    std::vector<std::string> found;
    bool fenced = false;
    for (const auto& line : lines(page)) {
        if (line.starts_with("```"))
            fenced = !fenced;
        const auto depth = line.find_first_not_of('#');
        if (!fenced && depth != 0 && depth != std::string::npos && line[depth] == ' ')
            found.push_back(line.substr(depth + 1));
    }
    return found;
}

} // namespace pages
