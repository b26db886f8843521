// The full-text index: a script with every section's words, so that the search works from
// a folder on disk, where a browser lets no page fetch a file.
#include <algorithm>
#include <array>
#include <cctype>

#include "finish.hpp"
#include "grading/json.hpp"
#include "text.hpp"

namespace site {
namespace {

using kit::grading::json;

std::string unescaped(std::string text) {
    for (const auto& [name, character] : {std::pair{"&lt;", "<"},
                                          {"&gt;", ">"},
                                          {"&quot;", "\""},
                                          {"&#39;", "'"},
                                          {"&#160;", " "},
                                          {"&nbsp;", " "},
                                          {"&zwj;", ""},
                                          {"&#8203;", ""}})
        text = replaced(std::move(text), name, character);
    return replaced(std::move(text), "&amp;", "&");
}

/// Text without tags, its white space reduced.
std::string plain(std::string_view html) {
    std::string out;
    bool tag = false;
    for (const char c : html) {
        if (c == '<')
            tag = true;
        const bool space =
            tag ? c == '<' : std::isspace(static_cast<unsigned char>(c)) != 0;
        if (space ? !out.empty() && out.back() != ' ' : !tag)
            out += space ? ' ' : c;
        if (c == '>')
            tag = false;
    }
    return unescaped(std::string(trimmed(out)));
}

std::string between(std::string_view text, std::string_view open,
                    std::string_view close) {
    const auto from = text.find(open);
    if (from == std::string_view::npos)
        return {};
    const auto start = from + open.size();
    return std::string(text.substr(start, text.find(close, start) - start));
}

/// What begins a section that the search can lead to: a heading, a term.
constexpr std::array section_marks{"<h1><a class=\"anchor\"", "<h2><a class=\"anchor\"",
                                   "<h3><a class=\"anchor\"", "<h2 class=\"memtitle\"",
                                   "<a class=\"term\""};

std::size_t next_section(const std::string& html, std::size_t from) {
    std::size_t first = std::string::npos;
    for (const std::string_view mark : section_marks)
        first = std::min(first, html.find(mark, from));
    return first;
}

} // namespace

std::vector<section> sections_of(const std::string& file, const std::string& html) {
    std::vector<section> found;
    const auto title = plain(between(html, "<h1 class=\"title\">", "</h1>"));
    auto at = html.find("<div class=\"contents\">");
    const auto end = html.find("<!-- contents -->");
    if (title.empty() || at == std::string::npos)
        return found;
    section now{file, title, "", "", ""};
    while (at < end) {
        const auto next = std::min(next_section(html, at + 1), end);
        now.text = plain(std::string_view(html).substr(at, next - at));
        found.push_back(now);
        if (next >= end)
            break;
        const bool term = html.compare(next, 3, "<a ") == 0;
        const auto close = html.find(term ? "</strong>" : "</h", next);
        const auto heading = html.substr(next, close - next);
        now.heading = plain(heading);
        now.anchor = between(heading, "id=\"", "\"");
        at = term ? next : close; // a term is the first word of its text
    }
    return found;
}

std::string search_index(const std::vector<section>& sections) {
    std::vector<json> all;
    for (const auto& one : sections)
        all.push_back(json::array({json::text(one.page), json::text(one.title),
                                   json::text(one.heading), json::text(one.anchor),
                                   json::text(one.text)}));
    return "window.first_byte_index = " + json::array(all).str() + ";\n";
}

} // namespace site
