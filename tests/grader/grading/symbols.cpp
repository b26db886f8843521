#include "symbols.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "intake.hpp"

namespace kit::grading {
namespace {

constexpr std::size_t most_told = 5;

// The parts of a mangled name that come before its scopes:
// https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling
std::string_view without_lead(std::string_view s) {
    static constexpr std::array leads{"TV", "TT", "TI", "TS", "TH", "TW", "GV", "GR"};
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view lead : leads)
            if (s.starts_with(lead)) {
                s.remove_prefix(2);
                again = true;
            }
        if (s.starts_with("Z")) { // something local to a function
            s.remove_prefix(1);
            again = true;
        }
    }
    return s;
}

std::string_view abbreviation(std::string_view s) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{{
        {"Sa", "allocator"},
        {"Sb", "basic_string"},
        {"Ss", "basic_string"},
        {"Si", "basic_istream"},
        {"So", "basic_ostream"},
        {"Sd", "basic_iostream"},
    }};
    for (const auto& [letters, name] : known)
        if (s.starts_with(letters))
            return name;
    return {};
}

/// Takes "3net" off the front.
bool take_name(std::string_view& s, std::string& name) {
    std::size_t digits = 0, length = 0;
    while (digits < s.size() &&
           std::isdigit(static_cast<unsigned char>(s[digits])) != 0 && length < 100000)
        length = length * 10 + static_cast<std::size_t>(s[digits++] - '0');
    if (digits == 0 || digits + length > s.size())
        return false;
    name = s.substr(digits, length);
    s.remove_prefix(digits + length);
    return true;
}

} // namespace

std::vector<std::string> scopes_of(std::string_view symbol) {
    std::vector<std::string> scopes;
    if (!symbol.starts_with("_Z"))
        return scopes;
    std::string_view s = without_lead(symbol.substr(2));
    const bool nested = s.starts_with("N");
    if (nested)
        s.remove_prefix(1);
    while (nested && !s.empty() && std::string_view("rVKRO").find(s[0]) != s.npos)
        s.remove_prefix(1);
    if (s.starts_with("St")) {
        scopes.emplace_back("std");
        s.remove_prefix(2);
    } else if (const auto name = abbreviation(s); !name.empty()) {
        return {"std", std::string(name)};
    }
    for (std::string name; take_name(s, name) && (nested || scopes.size() < 2);) {
        // Versions of the library are no scopes of their own.
        if (!(scopes.size() == 1 && scopes[0] == "std" &&
              (name == "__cxx11" || name == "_V2" || name == "__1")))
            scopes.push_back(name);
        if (!s.empty() && s[0] == 'L')
            s.remove_prefix(1);
    }
    // An operator, or a template's own name: no more scopes. Global ones have none.
    if (scopes.empty())
        scopes.emplace_back(s.starts_with("nw") || s.starts_with("na") ||
                                    s.starts_with("dl") || s.starts_with("da")
                                ? "operator new"
                                : "");
    return scopes;
}

allowed_names::allowed_names(std::string_view text) {
    for (const auto& line : lines_of(text)) {
        const std::size_t space = line.find(' ');
        if (line.empty() || line.starts_with("#") || space == std::string::npos)
            continue;
        const std::size_t name = line.find_first_not_of(' ', space);
        rules_[line.substr(name)] = line.substr(0, space);
    }
}

const std::string* allowed_names::rule_for(const std::string& symbol) const {
    const auto scopes = scopes_of(symbol);
    if (scopes.empty()) {
        const auto at = rules_.find(symbol);
        return at == rules_.end() ? nullptr : &at->second;
    }
    const std::string* rule = nullptr;
    std::string path;
    for (const auto& scope : scopes) {
        path += scope + "::";
        if (const auto at = rules_.find(path); at != rules_.end())
            rule = &at->second;
    }
    return rule;
}

namespace {

/// "_ZTIi", "_ZTIPKc": what throw 1 and throw "text" ask for.
bool is_plain_type_info(std::string_view s) {
    if (!s.starts_with("_ZTI"))
        return false;
    s.remove_prefix(4);
    while (s.starts_with("P") || s.starts_with("K"))
        s.remove_prefix(1);
    return s.size() == 1 && std::islower(static_cast<unsigned char>(s[0])) != 0;
}

/// Whether a template of the library is meant that was made for a type of the tests' own:
/// it would be found in their objects.
bool is_of_tests(std::string_view symbol) {
    static constexpr std::array theirs{"7testing", "7support", "6grader", "3net2os",
                                       "3net6script"};
    return std::any_of(theirs.begin(), theirs.end(), [&](const char* scope) {
        return symbol.find(scope) != std::string_view::npos;
    });
}

} // namespace

bool allowed_names::may_use(const std::string& symbol, bool programs) const {
    if (is_plain_type_info(symbol))
        return true;
    if (is_of_tests(symbol))
        return false;
    const auto scopes = scopes_of(symbol);
    if (!scopes.empty() && scopes[0] == "operator new")
        return true;
    const std::string* rule = rule_for(symbol);
    return rule != nullptr && (*rule == "all" || (programs && *rule != "never"));
}

bool allowed_names::may_define(const std::string& symbol, bool weak,
                               bool programs) const {
    static const std::set<std::string> ours{"support", "testing",   "grader",
                                            "kit",     "__gnu_cxx", "__cxxabiv1",
                                            "std",     "net",       "operator new"};
    const auto scopes = scopes_of(symbol);
    if (scopes.empty()) // a C name: the program's own entry, and what the compiler adds
        return symbol.starts_with("DW.ref.") || symbol.starts_with("__clang") ||
               (programs && symbol == "main");
    if (!ours.contains(scopes[0]))
        return true;
    // Templates and inline functions of the libraries leave copies, all alike.
    return weak && scopes[0] != "support" && scopes[0] != "testing" &&
           scopes[0] != "grader" && scopes[0] != "kit" &&
           !(scopes.size() > 1 && scopes[0] == "net" && scopes[1] == "os");
}

namespace {

/// "NAME T 0000 0000", "NAME U": no more words than these, for a space can be a part of a
/// name. False: it is no such line.
bool read_name(std::string_view line, symbol& into) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t space = std::min(line.find(' '), line.size());
        if (space != 0)
            words.push_back(line.substr(0, space));
        line.remove_prefix(std::min(space + 1, line.size()));
    }
    if (words.size() < 2 || words.size() > 4 || words[1].size() != 1)
        return false;
    for (std::size_t i = 2; i < words.size(); ++i)
        if (words[i].find_first_not_of("0123456789abcdef") != std::string_view::npos)
            return false;
    into = {std::string(words[0]), words[1][0], words.size() == 2};
    return !into.no_address || std::string_view("Uwv").find(into.kind) != line.npos;
}

} // namespace

std::string read_names(std::string_view listing, std::vector<object_names>& objects) {
    for (const auto& line : lines_of(listing)) {
        symbol one;
        bool read = false;
        for (auto& object : objects) {
            const std::string lead = object.object.string() + ": ";
            if (!line.starts_with(lead) || !read_name(line.substr(lead.size()), one))
                continue;
            object.names.push_back(std::move(one));
            read = true;
            break;
        }
        if (!read)
            return "there is a symbol with a space or a line break in its name";
    }
    return {};
}

std::vector<finding> forbidden_names(const std::vector<object_names>& objects,
                                     const std::vector<object_names>& joined,
                                     const allowed_names& allowed,
                                     const std::set<std::string>& given, bool programs) {
    std::vector<finding> found;
    std::set<std::string> defined, bad;
    for (const auto& object : joined)
        for (const auto& one : object.names)
            if (!one.undefined())
                defined.insert(one.name);
    for (const auto& object : joined)
        for (const auto& one : object.names)
            if (one.undefined() && !defined.contains(one.name) &&
                !allowed.may_use(one.name, programs))
                bad.insert(one.name);
    for (const auto& object : objects)
        for (const auto& one : object.names) {
            using what = finding::what;
            if (found.size() == most_told)
                return found;
            if (one.special())
                found.push_back({what::special, one.name, object.file, object.object});
            else if (one.undefined() && bad.erase(one.name) != 0)
                found.push_back({what::uses, one.name, object.file, object.object});
            else if (!one.undefined() &&
                     ((!one.weak() && given.contains(one.name)) ||
                      !allowed.may_define(one.name, one.weak(), programs)))
                found.push_back({what::defines, one.name, object.file, object.object});
        }
    // What only the joined object has undefined, because its definition was thrown away.
    for (const auto& name : bad)
        if (found.size() < most_told)
            found.push_back({finding::what::uses, name, joined[0].file, {}});
    return found;
}

namespace {

constexpr std::size_t longest_name = 4000; // that is worth being demangled
constexpr std::size_t longest_told = 300;

bool can_be_demangled(const finding& one) {
    return one.name.starts_with("_Z") && one.name.size() <= longest_name;
}

/// "lessons/06-exchange/exchange.cpp:12", from the object's own line table; or the file.
std::string place_of(const finding& one, const std::vector<std::string>& said) {
    for (const auto& line : said) {
        const std::size_t tab = line.find(" " + one.name + "\t");
        if (tab == std::string::npos || !line.starts_with(one.object.string() + ":"))
            continue;
        const std::string place = line.substr(line.find('\t') + 1);
        const std::size_t lessons = place.find("lessons/");
        return (lessons == std::string::npos ? place : place.substr(lessons))
            .substr(0, longest_told);
    }
    return one.file;
}

} // namespace

std::vector<std::vector<std::string>> ask_about(const std::vector<finding>& findings) {
    std::vector<std::string> lines{"nm", "-A", "-u", "-l"}, names{"c++filt", "-n"};
    std::set<std::string> asked;
    for (const auto& one : findings) {
        if (one.how == finding::what::uses && !one.object.empty() &&
            asked.insert(one.object.string()).second)
            lines.push_back(one.object.string());
        if (can_be_demangled(one))
            names.push_back(one.name);
    }
    // The second first: the first has lines of which nobody knows how many.
    std::vector<std::vector<std::string>> commands;
    if (names.size() > 2)
        commands.push_back(std::move(names));
    if (!asked.empty())
        commands.push_back(std::move(lines));
    return commands;
}

std::vector<std::string> in_words(const std::vector<finding>& findings,
                                  std::string_view said) {
    const auto lines = lines_of(said);
    std::size_t next = 0;
    std::vector<std::string> told;
    for (const auto& one : findings) {
        const bool asked = can_be_demangled(one) && next < lines.size();
        const std::string name =
            (asked ? lines[next++] : one.name).substr(0, longest_told);
        std::string text = one.file + " defines " + name;
        if (one.how == finding::what::uses)
            text = place_of(one, lines) + " uses " + name;
        else if (one.how == finding::what::defines)
            text += ", a name that is not its own (what is yours: in a namespace, or "
                    "static)";
        else
            text += " in a way that no lesson needs (an indirect function, or a unique "
                    "symbol)";
        told.push_back(harmless_name(text));
    }
    return told;
}

} // namespace kit::grading
