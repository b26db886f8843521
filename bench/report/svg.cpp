#include "svg.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace bench {
namespace {

void replace_all(std::string& in, std::string_view old, std::string_view fresh) {
    for (std::size_t at = in.find(old); at != std::string::npos;
         at = in.find(old, at + fresh.size()))
        in.replace(at, old.size(), fresh);
}

/// Takes out what lies between two words, and these.
void remove_between(std::string& in, std::string_view begin, std::string_view end) {
    for (std::size_t at = in.find(begin); at != std::string::npos;
         at = in.find(begin, at)) {
        const std::size_t to = in.find(end, at + begin.size());
        if (to == std::string::npos)
            return;
        in.erase(at, to + end.size() - at);
    }
}

/// The variable that a colour of `ink` stands for; nothing: it is none of them.
std::optional<std::string> variable(const std::array<int, 3>& rgb) {
    static constexpr std::array<const char*, 4> named{"text", "faint", "line", "back"};
    if (rgb[0] != 1)
        return std::nullopt;
    if (rgb[1] == 1 && rgb[2] < 4)
        return "var(--" + std::string(named[static_cast<std::size_t>(rgb[2])]) + ")";
    if (rgb[1] == 2)
        return "var(--s" + std::to_string(rgb[2]) + ")";
    return std::nullopt;
}

/// "1,   2,  3" as it stands in rgb(); nothing: something else.
std::optional<std::array<int, 3>> numbers(std::string_view text) {
    std::array<int, 3> made{};
    for (int& each : made) {
        const std::size_t begin = text.find_first_not_of(" ,");
        if (begin == std::string_view::npos)
            return std::nullopt;
        text.remove_prefix(begin);
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), each);
        if (error != std::errc() || each < 0)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return made;
}

std::string with_variables(std::string_view svg) {
    static constexpr std::string_view word = "rgb(";
    std::string out;
    for (std::size_t at = svg.find(word); at != std::string_view::npos;
         at = svg.find(word)) {
        const std::size_t end = svg.find(')', at);
        if (end == std::string_view::npos)
            break;
        const auto rgb = numbers(svg.substr(at + word.size(), end - at - word.size()));
        const auto name = rgb ? variable(*rgb) : std::nullopt;
        out += svg.substr(0, at);
        out += name ? *name : std::string(svg.substr(at, end + 1 - at));
        svg.remove_prefix(end + 1);
    }
    return out + std::string(svg);
}

/// Groups without content, of which gnuplot writes many.
void remove_empty_groups(std::string& svg) {
    for (std::size_t end = svg.find(">\n</g>\n"); end != std::string::npos;
         end = svg.find(">\n</g>\n", end)) {
        const std::size_t begin = svg.rfind('<', end);
        if (svg.compare(begin, 3, "<g ") == 0) {
            svg.erase(begin, end + 7 - begin);
            end = begin > 8 ? begin - 8 : 0;
        } else {
            ++end;
        }
    }
}

} // namespace

std::string_view series_style() {
    return ":root { --s0: #0b62c4; --s1: #b5480a; --s2: #1a7f37; --s3: #8250df; "
           "--s4: #b4236b; --s5: #59636e; }\n"
           "@media (prefers-color-scheme: dark) { :root { --s0: #6cb2ff; --s1: #f5a05a; "
           "--s2: #57c76b; --s3: #c3a1ff; --s4: #ff8fc0; --s5: #9aa4ae; } }\n";
}

std::string in_page(std::string_view gnuplot, std::string_view name) {
    const std::size_t begin = gnuplot.find("<svg"), end = gnuplot.rfind("</svg>");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
        return {};
    std::string svg = with_variables(gnuplot.substr(begin, end + 6 - begin));
    const std::string prefix(name);
    remove_between(svg, "<title>", "</title>");
    remove_between(svg, "<desc>", "</desc>");
    remove_between(svg, "<filter", "</filter>");
    for (const char* quote : {"'", "\""}) {
        replace_all(svg, std::string(" id=") + quote,
                    std::string(" id=") + quote + prefix + "-");
        replace_all(svg, std::string("href=") + quote + "#",
                    std::string("href=") + quote + "#" + prefix + "-");
        for (const char* what : {"fill=", "color=", "stroke="})
            replace_all(svg, std::string(what) + quote + "black" + quote,
                        std::string(what) + quote + "var(--text)" + quote);
    }
    remove_empty_groups(svg);
    svg.insert(4, " aria-hidden=\"true\" focusable=\"false\"");
    return svg;
}

std::string as_file(std::string_view gnuplot, std::string_view name) {
    std::string svg = in_page(gnuplot, name);
    if (svg.empty())
        return svg;
    const std::size_t inside = svg.find('>') + 1;
    svg.insert(
        inside,
        "\n<style>\n"
        ":root { --text: #1f2328; --faint: #59636e; --line: #d0d7de; --back: #fff; "
        "background: var(--back); }\n"
        "@media (prefers-color-scheme: dark) { :root { --text: #e2e6ea; "
        "--faint: #9aa4ae; --line: #3a424b; --back: #14181d; } }\n" +
            std::string(series_style()) + "</style>");
    const std::string hidden = " aria-hidden=\"true\" focusable=\"false\"";
    svg.erase(4, hidden.size());
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + svg + "\n";
}

} // namespace bench
