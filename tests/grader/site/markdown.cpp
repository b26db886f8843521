#include "markdown.hpp"

#include <system_error>

#include "text.hpp"
#include "text/files.hpp"
#include "text/markup.hpp"

namespace site {
namespace {

using kit::escaped;

/// Text in a terminal: what was typed stands out.
std::string session(const std::vector<std::string>& lines) {
    std::string out = "<pre class=\"session\">";
    for (const auto& line : lines) {
        const bool typed = line.starts_with("$ ") || line.starts_with("./kit ");
        out += typed ? "<b>" + escaped(line) + "</b>" : escaped(line);
        out += '\n';
    }
    return out + "</pre>";
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines)
        out += line + "\n";
    return out;
}

/// A fenced block: what stands behind the opening fence, and its lines.
std::string block(const std::string& language, const std::vector<std::string>& lines,
                  const std::string& quoted_from, const std::string& heading) {
    if (language == "mermaid")
        return verbatim_html("<pre class=\"mermaid\" data-about=\"" + escaped(heading) +
                             "\">" + escaped(joined(lines)) + "</pre>");
    if (language == "cpp")
        return "\n```{.cpp}\n" + joined(lines) + "```\n" +
               (quoted_from.empty() ? "\n"
                                    : verbatim_html("<p class=\"from\">" +
                                                    escaped(quoted_from) + "</p>"));
    return verbatim_html(session(lines));
}

bool inside_code(std::string_view line, std::size_t at) {
    bool code = false;
    for (std::size_t i = 0; i < at; ++i)
        code ^= line[i] == '`';
    return code;
}

/// Folded answers. Doxygen knows <summary> as something else.
std::string folds(std::string line) {
    for (const std::string_view tag :
         {"<details>", "</details>", "<summary>Answer</summary>"})
        line = replaced(std::move(line), tag,
                        "\\htmlonly" + std::string(tag) + "\\endhtmlonly ");
    return line;
}

/// What Doxygen does not read as Markdown: bold code, and a link between quotation marks.
std::string in_html(std::string line) {
    constexpr std::string_view open = "**`", close = "`**";
    for (std::size_t at = 0; (at = line.find(open, at)) != std::string::npos;) {
        const auto end = line.find(close, at + open.size());
        if (end == std::string::npos)
            break;
        line.replace(end, close.size(), "`</b>");
        line.replace(at, open.size(), "<b>`");
    }
    return replaced(replaced(std::move(line), "\"<a href=", "&quot;<a href="), "</a>\"",
                    "</a>&quot;");
}

} // namespace

std::string translator::target(std::string_view link, std::string_view source) {
    if (link.find("://") != std::string_view::npos || link.starts_with('#'))
        return std::string(link);
    const auto hash = link.find('#');
    const std::string anchor(hash == std::string_view::npos ? "" : link.substr(hash));
    const std::string path = (fs::path(source).parent_path() / link.substr(0, hash))
                                 .lexically_normal()
                                 .generic_string();
    if (const page* to = book_.made_of(path))
        return to->id + ".html" + anchor;
    if (path == "README.md")
        return "index.html";
    if (path == "tests/platform/README.md")
        return "traps.html";
    if (std::error_code error; !fs::is_regular_file(where_.root() / path, error))
        return {};
    copies_.insert(path);
    // A browser shows text, and offers to save what it does not know.
    const bool shown = path.ends_with(".json") || path.ends_with(".svg");
    return "files/" + path + (shown || path.ends_with(".txt") ? "" : ".txt");
}

std::string translator::links(std::string_view line, std::string_view source) {
    std::string out;
    std::size_t from = 0;
    for (;;) {
        const auto close = line.find("](", from);
        if (close == std::string_view::npos)
            return out + std::string(line.substr(from));
        const auto end = line.find(')', close);
        const auto open = line.rfind('[', close);
        if (end == std::string_view::npos || open == std::string_view::npos ||
            open < from || inside_code(line, open)) {
            out += line.substr(from, close + 2 - from);
            from = close + 2;
            continue;
        }
        const std::string words(line.substr(open + 1, close - open - 1));
        const std::string to = target(line.substr(close + 2, end - close - 2), source);
        out += line.substr(from, open - from);
        // Doxygen takes some addresses for names of its own; HTML says what is meant.
        out +=
            to.empty() ? words : "<a href=\"" + to + "\">" + inline_html(words) + "</a>";
        from = end + 1;
    }
}

std::string translator::page_of(const page& of, std::string_view source,
                                std::string_view text) {
    constexpr std::string_view quote = "<!-- quote: ";
    std::string out, heading = of.title, language, quoted_from;
    std::vector<std::string> fenced;
    bool fence = false, html = false;
    for (const auto& line : kit::lines_of(text)) {
        html = (html || line.starts_with("\\htmlonly[block]")) &&
               !line.starts_with("\\endhtmlonly");
        if (html) {
            out += line + "\n"; // ours, and meant as it is
        } else if (line.starts_with("```")) {
            if (fence) {
                out += block(language, fenced, quoted_from, heading);
                quoted_from.clear();
                fenced.clear();
            }
            language = fence ? "" : line.substr(3);
            fence = !fence;
        } else if (fence) {
            fenced.push_back(line);
        } else if (line.starts_with(quote)) {
            quoted_from = line.substr(quote.size(), line.find(" -->") - quote.size());
        } else if (line.starts_with("<!-- ") && line.ends_with(" -->")) {
            continue; // a note for those who write
        } else if (line.starts_with("# ") && out.empty()) {
            // Doxygen has a name of its own for the first page.
            out +=
                "# " + of.title + " {#" + (of.id == "index" ? "mainpage" : of.id) + "}\n";
        } else if (line.starts_with('#') && line.find("# ") != std::string::npos) {
            heading = line.substr(line.find(' ') + 1);
            out += links(line, source) + " {#" + of.id + "--" + slug(heading) + "}\n";
        } else if (of.id == "glossary" && line.starts_with("**")) {
            const auto term = line.substr(2, line.find("**", 2) - 2);
            out += "\\htmlonly<a class=\"term\" id=\"" + slug(term) +
                   "\"></a>\\endhtmlonly " + links(line, source) + "\n";
        } else {
            out += in_html(folds(links(line, source))) + "\n";
        }
    }
    return out + verbatim_html(book_.steps(of));
}

} // namespace site
