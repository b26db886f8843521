#include "finish.hpp"

#include <map>
#include <sstream>
#include <system_error>

#include "screen.hpp"
#include "text.hpp"
#include "text/files.hpp"

namespace site {
namespace {

using names = std::map<std::string, std::string>;

names read_names(const fs::path& file) {
    names found;
    for (const auto& line : kit::lines_of(kit::read_file(file).value_or(""))) {
        std::istringstream words(line);
        std::string name, id;
        words >> name >> id;
        found[name] = id;
    }
    return found;
}

/// "lesson_06--short-sends" is unique among all pages, as Doxygen wants it; within its
/// page "short-sends" is enough, and is what GitHub calls it.
std::string with_short_anchors(std::string html, const std::string& id) {
    return replaced(std::move(html), "id=\"" + id + "--", "id=\"");
}

/// The title as the page's first heading, which readers of the screen look for.
std::string with_first_heading(std::string html) {
    constexpr std::string_view open = "<div class=\"title\">";
    const auto at = html.find(open);
    if (at == std::string::npos)
        return html;
    const auto end = html.find("</div>", at);
    html.replace(end, 6, "</h1>");
    html.replace(at, open.size(), "<h1 class=\"title\">");
    return html;
}

/// Where this page stands in the map.
std::string with_place_in_map(std::string html, const std::string& file) {
    const auto map = html.find("<nav id=\"map\"");
    const std::string link = "<a href=\"" + file + "\"";
    const auto at = html.find(link, map);
    if (map == std::string::npos || at == std::string::npos ||
        at > html.find("<main", map))
        return html;
    html.insert(at + link.size(), " aria-current=\"page\"");
    if (html[at - 1] != '>' || html.compare(at - 3, 3, "<p>") == 0)
        return html;
    if (const auto part = html.rfind("<details>", at); part != std::string::npos)
        html.replace(part, 9, "<details open>");
    return html;
}

/// `net::send` in a text leads to the page of the call.
std::string with_links_to_calls(const std::string& html, const names& calls,
                                const std::string& own_id) {
    constexpr std::string_view open = "<code>net::";
    std::string out;
    std::size_t from = 0;
    for (std::size_t at; (at = html.find(open, from)) != std::string::npos;) {
        const auto end = html.find("</code>", at);
        if (end == std::string::npos)
            break;
        const auto start = at + open.size();
        const auto stop = html.find_first_of("(<: {", start);
        const auto found = calls.find(html.substr(start, stop - start));
        const auto anchor = html.rfind("<a ", at), closed = html.rfind("</a>", at);
        const bool linked = anchor != std::string::npos &&
                            (closed == std::string::npos || closed < anchor);
        out += html.substr(from, at - from);
        const auto code = html.substr(at, end + 7 - at);
        if (found == calls.end() || found->second == own_id || linked)
            out += code;
        else
            out += "<a href=\"" + found->second + ".html\">" + code + "</a>";
        from = end + 7;
    }
    return out + html.substr(from);
}

std::string finished(std::string html, const std::string& file, const names& calls) {
    const std::string id = file.substr(0, file.size() - 5);
    html = with_short_anchors(std::move(html), id);
    html = with_first_heading(std::move(html));
    html = with_place_in_map(std::move(html), file);
    html = replaced(std::move(html), "<table class=\"markdownTable\">",
                    "<div class=\"wide\"><table class=\"markdownTable\">");
    html = replaced(std::move(html), "<table class=\"memberdecls\">",
                    "<div class=\"wide\"><table class=\"memberdecls\">");
    html = replaced(std::move(html), "</table>", "</table></div>");
    // Other tables of Doxygen's have no <div> of ours: give them one, too.
    for (const std::string_view other :
         {"<table class=\"memname\">", "<table class=\"fieldtable\">",
          "<table class=\"mlabels\">", "<table class=\"directory\">",
          "<table class=\"params\">"})
        html =
            replaced(std::move(html), other, "<div class=\"wide\">" + std::string(other));
    return with_links_to_calls(html, calls, id);
}

/// Lists that Doxygen writes whether or not a page leads there.
bool is_surplus(const std::string& file) {
    return file == "pages.html" || file.starts_with("dir_") ||
           file.ends_with("-members.html");
}

} // namespace

bool finish(const fs::path& out) {
    const fs::path folder = out / "html";
    const auto calls = read_names(out / "names.txt");
    std::vector<section> sections;
    for (const auto& file : kit::files_in(folder, {".html"})) {
        if (is_surplus(file)) {
            std::error_code error;
            fs::remove(folder / file, error);
            continue;
        }
        const auto html = kit::read_file(folder / file);
        if (!html)
            continue;
        const auto text = finished(*html, file, calls);
        if (!kit::write_file(folder / file, text))
            return false;
        for (auto& one : sections_of(file, text))
            sections.push_back(std::move(one));
    }
    if (!sections.empty() &&
        kit::write_file(folder / "search-index.js", search_index(sections)))
        return true;
    kit::complain("no page to search in " + folder.string());
    return false;
}

} // namespace site
