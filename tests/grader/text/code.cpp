#include "code.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "files.hpp"

namespace kit {
namespace {

bool is_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Bytes of the string or character that begins here; 0: none does.
std::size_t literal_length(std::string_view code) {
    for (const std::string_view lead : {"R\"", "u8R\"", "uR\"", "UR\"", "LR\""}) {
        if (!code.starts_with(lead))
            continue;
        const std::size_t open = code.find('(');
        if (open == std::string_view::npos)
            return code.size();
        const std::string end =
            ")" + std::string(code.substr(lead.size(), open - lead.size())) + "\"";
        const std::size_t close = code.find(end, open);
        return close == std::string_view::npos ? code.size() : close + end.size();
    }
    if (code.empty() || (code[0] != '"' && code[0] != '\''))
        return 0;
    std::size_t at = 1;
    while (at < code.size() && code[at] != code[0] && code[at] != '\n')
        at += code[at] == '\\' ? 2 : 1;
    return std::min(at + 1, code.size());
}

std::size_t comment_length(std::string_view code) {
    if (code.starts_with("//")) {
        std::size_t end = code.find('\n'); // after a backslash it is no end
        while (end != std::string_view::npos && code[end - 1] == '\\')
            end = code.find('\n', end + 1);
        return std::min(end, code.size());
    }
    if (code.starts_with("/*")) {
        const std::size_t end = code.find("*/", 2);
        return end == std::string_view::npos ? code.size() : end + 2;
    }
    return 0;
}

} // namespace

std::string without_comments(std::string_view code) {
    std::string out;
    while (!code.empty()) {
        std::size_t length = comment_length(code);
        if (length != 0) {
            out += ' ';
            out.append(static_cast<std::size_t>(
                           std::count(code.begin(), code.begin() + length, '\n')),
                       '\n');
        } else {
            // 1'000: no character begins in a number.
            const bool in_word = !out.empty() && is_of_word(out.back());
            length = in_word && code[0] != '"' ? 0 : literal_length(code);
            length = std::max<std::size_t>(length, 1);
            out += code.substr(0, length);
        }
        code.remove_prefix(length);
    }
    return out;
}

std::string only_tokens(std::string_view code) {
    const std::string plain = without_comments(code);
    std::string out;
    bool new_line = true, directive = false; // which ends with its line
    for (std::string_view rest = plain; !rest.empty();) {
        if (std::isspace(static_cast<unsigned char>(rest[0])) != 0) {
            new_line = new_line || rest[0] == '\n';
            if (std::exchange(directive, directive && rest[0] != '\n') && !directive)
                out += '\n';
            rest.remove_prefix(1);
            continue;
        }
        std::size_t length = literal_length(rest);
        if (length == 0)
            while (length < rest.size() && is_of_word(rest[length]))
                ++length;
        length = std::max<std::size_t>(length, 1);
        directive = directive || (new_line && rest[0] == '#');
        out += ' ';
        out += rest.substr(0, length);
        rest.remove_prefix(length);
        new_line = false;
    }
    return out;
}

std::size_t line_with(std::string_view code, std::string_view word) {
    std::size_t number = 0;
    for (const auto& line : lines_of(without_comments(code))) {
        ++number;
        for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; ++at) {
            const std::size_t end = at + word.size();
            if ((at == 0 || !is_of_word(line[at - 1])) &&
                (end == line.size() || !is_of_word(line[end])))
                return number;
        }
    }
    return 0;
}

std::vector<std::size_t> lines_with_code(std::string_view code,
                                         const std::vector<std::string_view>& words) {
    std::vector<std::size_t> lines;
    const std::string plain = without_comments(code);
    std::size_t line = 1;
    bool new_line = true, left_out = false; // a directive, which ends with its line
    for (std::string_view rest = plain; !rest.empty();) {
        std::size_t length = literal_length(rest);
        const bool literal = length != 0;
        const bool number = std::isdigit(static_cast<unsigned char>(rest[0])) != 0;
        while (!literal && length < rest.size() &&
               (is_of_word(rest[length]) || (number && rest[length] == '\'')))
            ++length;
        length = std::max<std::size_t>(length, rest.starts_with("\\\n") ? 2 : 1);
        const std::string_view token = rest.substr(0, length);
        rest.remove_prefix(length);
        if (token == "#" && new_line) {
            const std::size_t name = rest.find_first_not_of(" \t");
            left_out = !rest.substr(std::min(name, rest.size())).starts_with("define");
        } else if (!literal && !left_out && (lines.empty() || lines.back() != line) &&
                   std::find(words.begin(), words.end(), token) != words.end()) {
            lines.push_back(line);
        }
        line += static_cast<std::size_t>(std::count(token.begin(), token.end(), '\n'));
        if (token == "\n")
            left_out = false;
        new_line = token == "\n" || (new_line && (token == " " || token == "\t"));
    }
    return lines;
}

std::vector<include> includes_of(std::string_view code) {
    std::vector<include> all;
    std::size_t number = 0;
    for (const std::string& line : lines_of(without_comments(code))) {
        ++number;
        std::string_view rest = line;
        const auto take = [&](std::string_view what) {
            while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\t'))
                rest.remove_prefix(1);
            const bool there = rest.starts_with(what);
            rest.remove_prefix(there ? what.size() : 0);
            return there;
        };
        if (!take("#") || !take("include") || !take("\""))
            continue;
        if (const auto end = rest.find('"'); end != std::string_view::npos)
            all.push_back({number, std::string(rest.substr(0, end))});
    }
    return all;
}

} // namespace kit
