#include "directives.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <sstream>
#include <system_error>

#include "screen.hpp"
#include "text.hpp"
#include "text/files.hpp"
#include "text/markup.hpp"

namespace site {
namespace {

using kit::escaped;

/// The files below a folder with this ending, sorted, from the root.
std::vector<std::string> files_below(const kit::project& where, const std::string& folder,
                                     const std::string& ending) {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry :
         fs::recursive_directory_iterator(where.root() / folder, error))
        if (entry.is_regular_file() && entry.path().extension() == ending)
            found.push_back(where.relative(entry.path()));
    std::sort(found.begin(), found.end());
    return found;
}

/// Whether the number of a trap is among those that a test's name begins with:
/// "5_and_6_a_refused..." is about 5 and 6.
bool is_about(const std::string& test, const std::string& number) {
    const auto dot = test.find('.');
    std::istringstream words(replaced(test.substr(dot + 1), "_", " "));
    for (std::string word; words >> word;) {
        if (word == number)
            return true;
        if (word != "and" && std::isdigit(static_cast<unsigned char>(word.front())) == 0)
            return false;
    }
    return false;
}

std::string one_side(std::string_view title, const std::string& code,
                     const std::string& file) {
    return verbatim_html("<div class=\"side\"><p class=\"side-title\">" +
                         std::string(title) + "</p>") +
           quotation(code, file) + verbatim_html("</div>");
}

} // namespace

directives::directives(const kit::project& where, const book& all)
    : where_(where), book_(all) {
    const auto text_of = [&](const std::string& path) {
        return kit::read_file(where_.root() / path).value_or("");
    };
    for (const auto& path : files_below(where, "platform/include/net", ".hpp"))
        if (!path.ends_with("/os.hpp") && !path.ends_with("/result.hpp"))
            headers_[path] = text_of(path);
    for (const auto& path : files_below(where, "tests/platform", ".cpp"))
        for (auto& test : tests_of(text_of(path)))
            tests_.push_back({std::move(test), path});
    for (const auto& line : kit::lines_of(text_of("docs/site/traps.md")))
        if (line.starts_with("## ") && line.find(". ") != std::string::npos)
            titles_[line.substr(3, line.find(". ") - 3)] = line.substr(3);
}

std::string directives::complain(const std::string& what) {
    kit::complain(page_ + ": " + what);
    ++problems_;
    return {};
}

std::string directives::contract(const std::string& name) {
    for (const auto& [path, text] : headers_) {
        std::string out;
        for (const auto& found : declarations_of(text, name))
            out += comment_text(found.comment) + quotation(found.code, path);
        if (out.empty())
            continue;
        shown_[name] = page_;
        return out;
    }
    return complain("no header declares net::" + name);
}

std::string directives::sides(const std::string& name) {
    std::string out = verbatim_html("<div class=\"sides\">");
    for (const std::string folder : {"posix", "windows"}) {
        std::string part;
        for (const auto& path : files_below(where_, "platform/" + folder, ".cpp"))
            if (part.empty())
                if (const auto code = definition(
                        kit::read_file(where_.root() / path).value_or(""), name))
                    part = one_side(folder == "posix" ? "On BSD sockets" : "On Winsock",
                                    *code, path);
        if (part.empty())
            return complain("platform/" + folder + " does not define " + name);
        out += part;
    }
    return out + verbatim_html("</div>");
}

std::string directives::code(const std::string& words) {
    const auto space = words.find(' ');
    const std::string path = words.substr(0, space);
    const auto found = definition(kit::read_file(where_.root() / path).value_or(""),
                                  words.substr(std::min(words.size(), space + 1)));
    return found ? quotation(*found, path) : complain("nothing to quote: " + words);
}

std::string directives::traps(const std::string& numbers) {
    std::istringstream words(numbers);
    std::string out;
    for (std::string number; words >> number;) {
        const auto found = titles_.find(number);
        if (found == titles_.end())
            return complain("there is no trap " + number);
        out += "- <a href=\"traps.html#" + slug(found->second) + "\">" +
               inline_html(found->second) + "</a>\n";
    }
    return out;
}

std::string directives::tests(const std::string& number) {
    std::string out;
    for (const auto& [test, file] : tests_) {
        if (!is_about(test.name, number))
            continue;
        out += verbatim_html("<details class=\"test\"><summary>Shown by <code>" +
                             escaped(test.name) + "</code></summary>") +
               quotation(test.code, file) + verbatim_html("</details>");
    }
    return out.empty() ? complain("no test is about trap " + number) : out;
}

std::string directives::listing(part which) const {
    std::string out;
    for (const page& each : book_.pages()) {
        if (each.in != which || each.source.empty() == (which != part::museum))
            continue;
        std::string first;
        if (which != part::museum) // the first sentence that is no heading
            for (const auto& line :
                 kit::lines_of(kit::read_file(where_.root() / each.source).value_or("")))
                if (first.empty() && !line.empty() && line.front() != '#' &&
                    line.front() != '<')
                    first = line;
        if (each.source == "docs/site/" + each.id + ".md" || each.id == "glossary")
            continue;
        out += "- <a href=\"" + each.id + ".html\">" + inline_html(each.title) + "</a>" +
               (first.empty() ? "" : ": " + first) + "\n";
    }
    return out;
}

/// The rows of the table of lessons in the README, as cards.
std::string directives::cards() {
    std::string out = "<ul class=\"cards\">";
    const std::string link = "](lessons/";
    for (const auto& line :
         kit::lines_of(kit::read_file(where_.root() / "README.md").value_or(""))) {
        const auto at = line.find(link);
        if (!line.starts_with("| ") || at == std::string::npos)
            continue;
        const auto* lesson = where_.lesson_of(line.substr(2, 2));
        const auto* to =
            lesson == nullptr ? nullptr : book_.find("lesson_" + lesson->number);
        const auto last = line.rfind(" |"), before = line.rfind("| ", last - 1);
        if (to != nullptr && before > at)
            out += "<li><a href=\"" + to->id + ".html\"><b>" + inline_html(to->title) +
                   "</b>" + inline_html(line.substr(before + 2, last - before - 2)) +
                   "</a></li>\n";
    }
    return verbatim_html(out + "</ul>");
}

std::string directives::expanded(const std::string& text) {
    const std::map<std::string, std::function<std::string(const std::string&)>> known{
        {"contract", [&](const auto& words) { return contract(words); }},
        {"sides", [&](const auto& words) { return sides(words); }},
        {"code", [&](const auto& words) { return code(words); }},
        {"traps", [&](const auto& words) { return traps(words); }},
        {"tests", [&](const auto& words) { return tests(words); }},
        {"cards", [&](const auto&) { return cards(); }},
        {"calls", [&](const auto&) { return listing(part::reference); }},
        {"museum", [&](const auto&) { return listing(part::museum); }},
    };
    std::string out;
    for (const auto& line : kit::lines_of(text)) {
        constexpr std::string_view open = "<!-- ", close = " -->";
        if (!line.starts_with(open) || !line.ends_with(close)) {
            out += line + "\n";
            continue;
        }
        const auto inside =
            line.substr(open.size(), line.size() - open.size() - close.size());
        const auto colon = inside.find(": ");
        const auto found = known.find(inside.substr(0, colon));
        if (found == known.end())
            out += line + "\n";
        else
            out +=
                found->second(colon == std::string::npos ? "" : inside.substr(colon + 2));
    }
    return out;
}

void directives::check_complete() {
    page_ = "the platform reference";
    for (const auto& [path, text] : headers_)
        for (const auto& name : functions_of(text))
            if (!shown_.contains(name))
                complain("no page in docs/site/calls shows net::" + name + " (" + path +
                         "): it wants <!-- contract: " + name + " -->");
}

} // namespace site
