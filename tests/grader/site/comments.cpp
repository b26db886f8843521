// Doc comments of the platform's headers as Markdown.
#include <array>
#include <cctype>

#include "directives.hpp"
#include "text.hpp"
#include "text/markup.hpp"

namespace site {
namespace {

using kit::escaped;

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// "send(2)" is a manual page.
std::string manual(const std::string& word) {
    const auto open = word.find('(');
    if (open == std::string::npos || open == 0 || open + 2 >= word.size() ||
        !is_digit(word[open + 1]) || word[open + 2] != ')')
        return {};
    const std::string name = word.substr(0, open), number = word.substr(open + 1, 1);
    return "<a href=\"https://man7.org/linux/man-pages/man" + number + "/" + name + "." +
           number + ".html\">" + word.substr(0, open + 3) + "</a>" +
           word.substr(open + 3);
}

/// A word as it is printed: names of the layer as code, addresses as links.
std::string printed(const std::string& word) {
    if (const auto page = manual(word); !page.empty())
        return page;
    if (word.starts_with("https://")) {
        const auto end = word.find_last_not_of(".,;") + 1;
        return "<a href=\"" + escaped(word.substr(0, end)) + "\">Microsoft's page</a>" +
               word.substr(end);
    }
    if (word.find("::") != std::string::npos && word.find('`') == std::string::npos) {
        const auto from = word.find_first_not_of('(');
        const auto end = word.find_last_not_of(".,;:)") + 1;
        return word.substr(0, from) + "`" + word.substr(from, end - from) + "`" +
               word.substr(end);
    }
    return word;
}

/// "RFC 9293 section 3.5" is a link to that section.
std::string with_rfcs(std::string text) {
    for (std::size_t at = 0; (at = text.find("RFC ", at)) != std::string::npos;) {
        std::size_t end = at + 4;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        const std::string number = text.substr(at + 4, end - at - 4);
        std::string address = "https://www.rfc-editor.org/rfc/rfc" + number + ".html";
        constexpr std::string_view section = " section ";
        if (text.compare(end, section.size(), section) == 0) {
            std::size_t to = end + section.size();
            while (to < text.size() && (is_digit(text[to]) || text[to] == '.'))
                ++to;
            while (text[to - 1] == '.')
                --to;
            address += "#section-" +
                       text.substr(end + section.size(), to - end - section.size());
            end = to;
        }
        const std::string link =
            "<a href=\"" + address + "\">" + text.substr(at, end - at) + "</a>";
        text.replace(at, end - at, link);
        at += link.size();
    }
    return text;
}

std::string paragraph(const std::string& words) {
    std::string out, word;
    for (const char c : words + " ")
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            out += (out.empty() ? "" : " ") + printed(word);
            word.clear();
        }
    for (const std::string_view label : {"Errors: ", "See "})
        if (const auto at = out.find(label); at != std::string::npos)
            out.insert(at, at == 0 ? "" : "\n\n");
    return with_rfcs(replaced(out, "Errors: ", "**Errors:** ")) + "\n\n";
}

} // namespace

std::string comment_text(const std::vector<std::string>& comment) {
    std::string out, words, bsd, winsock;
    const auto flush = [&] {
        if (!words.empty())
            out += paragraph(words);
        words.clear();
    };
    for (const auto& line : comment) {
        if (line.starts_with("BSD:     ")) {
            flush();
            bsd = line.substr(9);
        } else if (line.starts_with("Winsock: ") && !bsd.empty()) {
            winsock = line.substr(9);
            out +=
                verbatim_html("<dl class=\"prototypes\"><dt>BSD sockets</dt><dd><code>" +
                              escaped(bsd) + "</code></dd><dt>Winsock</dt><dd><code>" +
                              escaped(winsock) + "</code></dd></dl>");
        } else if (line.empty()) {
            flush();
        } else {
            words += (words.empty() ? "" : " ") + line;
        }
    }
    flush();
    return out;
}

} // namespace site
