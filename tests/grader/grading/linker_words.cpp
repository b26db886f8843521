#include "linker_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kit::grading {
namespace {

constexpr std::size_t most_named = 20;

/// What a line of the linker misses: "undefined reference to `tcp::echo(int)'" (GNU's),
/// "undefined symbol: tcp::echo(int)" (LLVM's). Empty: it is no such line.
std::string missing_in(std::string_view line) {
    constexpr std::string_view gnu = "undefined reference to ",
                               llvm = "undefined symbol: ";
    if (const auto at = line.find(gnu); at != std::string_view::npos) {
        line.remove_prefix(at + gnu.size());
        if (line.size() > 2 && (line.front() == '`' || line.front() == '\'') &&
            line.ends_with('\''))
            return std::string(line.substr(1, line.size() - 2));
    } else if (const auto other = line.find(llvm); other != std::string_view::npos) {
        return std::string(line.substr(other + llvm.size()));
    }
    return {};
}

/// Lines that say where it was missed, or that this was all.
bool is_beside(std::string_view line) {
    static constexpr std::array beginnings{">>> ", "collect2: ", "clang: error: linker",
                                           "clang++: error: linker"};
    return line.empty() || line.find(": in function ") != std::string_view::npos ||
           std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const char* words) { return line.starts_with(words); });
}

/// As headers write it: a span of any size does not tell its size.
std::string declaration(std::string name) {
    for (const char* size : {", 18446744073709551615ul", ", 18446744073709551615"})
        for (std::size_t at = name.find(size); at != std::string::npos;
             at = name.find(size, at))
            name.erase(at, std::string_view(size).size());
    return name;
}

/// "tcp::echo" of "tcp::echo(tcp::socket const&)".
std::string short_name(const std::string& name) {
    return name.substr(0, name.find('('));
}

template <class Texts>
void add_new(Texts& all, std::string text) {
    if (std::find(all.begin(), all.end(), text) == all.end())
        all.push_back(std::move(text));
}

} // namespace

std::vector<std::string> with_missing_named(const std::vector<std::string>& said) {
    std::vector<std::string> whole, names, others;
    for (const auto& line : said) {
        if (const auto name = missing_in(line); !name.empty()) {
            add_new(whole, declaration(name));
            add_new(names, short_name(name));
        } else if (!is_beside(line)) {
            others.push_back(line);
        }
    }
    if (whole.empty())
        return said;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
        list += (i > 0 ? ", " : "") + names[i];
    std::vector<std::string> told{
        "This is missing: " + list + (names.size() > most_named ? ", ..." : "") + ".",
        "No .cpp file of the lesson defines it, or not in that namespace, or not with "
        "exactly the parameters that the header has:"};
    for (std::size_t i = 0; i < std::min(whole.size(), most_named); ++i)
        told.push_back("  " + whole[i]);
    told.insert(told.end(), others.begin(), others.end());
    return told;
}

} // namespace kit::grading
