#include "source.hpp"

#include <algorithm>
#include <cctype>

#include "text/files.hpp"

namespace site {
namespace {

using lines = std::vector<std::string>;

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Where `name` stands in a line as a word; npos: nowhere.
std::size_t word_in(std::string_view line, std::string_view name) {
    for (std::size_t at = line.find(name); at != std::string_view::npos;
         at = line.find(name, at + 1)) {
        const bool begins = at > 0 && !is_name(line[at - 1]) && line[at - 1] != ':';
        const std::size_t end = at + name.size();
        if (begins && (end == line.size() || !is_name(line[end])))
            return at;
    }
    return std::string_view::npos;
}

bool first_column(const std::string& line) {
    return !line.empty() && (is_name(line.front()) || line.front() == '[');
}

/// The line after the statement or the body that begins at `from`.
std::size_t end_of(const lines& all, std::size_t from) {
    for (std::size_t i = from; i < all.size(); ++i) {
        if (all[i].ends_with("{")) // a body, or a type: to its closing brace
            for (++i; i < all.size(); ++i)
                if (all[i].starts_with("}"))
                    return i + 1;
        if (i < all.size() && (all[i].ends_with(";") || all[i].ends_with("}")))
            return i + 1;
    }
    return all.size();
}

std::size_t start_of(const lines& all, std::size_t at, std::string_view comment) {
    while (at > 0 &&
           (all[at - 1].starts_with(comment) || all[at - 1].starts_with("template <")))
        --at;
    return at;
}

std::string joined(const lines& all, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i)
        out += all[i] + "\n";
    return out;
}

bool is_type(const std::string& line, std::string_view name) {
    for (const std::string_view word : {"enum class ", "struct ", "class "})
        if (line.starts_with(word) && line.compare(word.size(), name.size(), name) == 0)
            return !is_name(line[word.size() + name.size()]);
    return false;
}

/// Whether a function of this name begins in this line.
bool is_function(const std::string& line, std::string_view name) {
    const auto at = word_in(line, name);
    return first_column(line) && at != std::string_view::npos &&
           at + name.size() < line.size() && line[at + name.size()] == '(';
}

/// Whether the declaration's name stands in the line after its type.
bool is_second_line(const lines& all, std::size_t i, std::string_view name) {
    return i > 0 && all[i].starts_with(std::string(name) + "(") &&
           first_column(all[i - 1]);
}

} // namespace

std::optional<std::string> definition(std::string_view text, std::string_view name) {
    const auto all = kit::lines_of(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!is_function(all[i], name))
            continue;
        const std::size_t to = end_of(all, i);
        if (!all[to - 1].starts_with("}"))
            continue; // declared only
        return joined(all, start_of(all, i, "//"), to);
    }
    return std::nullopt;
}

std::vector<declaration> declarations_of(std::string_view header, std::string_view name) {
    const auto all = kit::lines_of(header);
    std::vector<declaration> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::size_t at = i;
        if (is_second_line(all, i, name))
            --at;
        else if (!is_function(all[i], name) && !is_type(all[i], name))
            continue;
        declaration found;
        const std::size_t first = start_of(all, at, "///");
        for (std::size_t k = first; k < at; ++k)
            found.comment.push_back(
                all[k].substr(std::min<std::size_t>(all[k].size(), 4)));
        found.code = joined(all, at, end_of(all, i));
        out.push_back(std::move(found));
    }
    return out;
}

std::vector<std::string> functions_of(std::string_view header) {
    std::vector<std::string> found;
    for (const auto& line : kit::lines_of(header)) {
        const auto open = line.find('(');
        if (!first_column(line) || line.starts_with("constexpr") ||
            open == std::string::npos || open == 0 || line.starts_with("static_assert") ||
            line.starts_with("using"))
            continue;
        std::size_t from = open;
        while (from > 0 && is_name(line[from - 1]))
            --from;
        const auto name = line.substr(from, open - from);
        if (!name.empty() && std::find(found.begin(), found.end(), name) == found.end())
            found.push_back(name);
    }
    return found;
}

std::vector<test_case> tests_of(std::string_view text) {
    std::vector<test_case> found;
    const auto all = kit::lines_of(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].starts_with("TEST(") && !all[i].starts_with("TEST_F("))
            continue;
        const auto open = all[i].find('('), comma = all[i].find(", "),
                   close = all[i].find(')');
        if (comma == std::string::npos || close == std::string::npos)
            continue;
        found.push_back({all[i].substr(open + 1, comma - open - 1) + "." +
                             all[i].substr(comma + 2, close - comma - 2),
                         joined(all, start_of(all, i, "//"), end_of(all, i))});
    }
    return found;
}

} // namespace site
