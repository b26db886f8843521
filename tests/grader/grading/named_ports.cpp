#include <cctype>
#include <map>

#include "run_judge.hpp"

namespace kit::grading {

std::string with_named_ports(const std::string& text) {
    const auto is_digit = [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    };
    const auto number_at = [&](std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        return text.substr(at, end - at);
    };
    std::map<std::string, std::string> names;
    for (const std::string_view lead : {"127.0.0.1:", "[::1]:", "--port ", "[::]:"})
        for (std::size_t at = 0; (at = text.find(lead, at)) != std::string::npos;) {
            at += lead.size();
            names[number_at(at)];
        }
    std::size_t count = 0;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string digits = at > 0 && is_digit(text[at - 1]) ? "" : number_at(at);
        const auto known = names.find(digits);
        if (digits.size() != 5 || known == names.end()) {
            out += text[at++];
            continue;
        }
        if (known->second.empty())
            known->second = "port" + std::to_string(++count);
        out += known->second;
        at += digits.size();
    }
    return out;
}

} // namespace kit::grading
