#include "text.hpp"

#include <cctype>

#include "text/markup.hpp"

namespace site {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;
         at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \n\t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
}

std::string slug(std::string_view heading) {
    std::string out;
    for (const char c : heading) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0)
            out += static_cast<char>(std::tolower(byte));
        else if ((c == ' ' || c == '-' || c == '_') && !out.empty())
            out += c == ' ' ? '-' : c;
    }
    return out;
}

std::string inline_html(std::string_view text) {
    std::string out;
    bool code = false;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] != '`')
            continue;
        // Doxygen reads this once more, and knows no &#39;.
        out += replaced(kit::escaped(text.substr(from, at - from)), "&#39;", "'");
        if (at < text.size()) {
            out += code ? "</code>" : "<code>";
            code = !code;
        }
        from = at + 1;
    }
    return out;
}

std::string verbatim_html(std::string_view html) {
    return "\n\\htmlonly[block]\n" + std::string(html) + "\n\\endhtmlonly\n\n";
}

std::string quotation(std::string_view code, std::string_view from) {
    return "\n<!-- quote: " + std::string(from) + " -->\n```cpp\n" + std::string(code) +
           (code.ends_with('\n') ? "" : "\n") + "```\n\n";
}

std::string call_id(std::string_view name) {
    return "call_" + std::string(name);
}

} // namespace site
