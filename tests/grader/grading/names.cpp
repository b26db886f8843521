#include "names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <sstream>

namespace kit::grading {
namespace {

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

fs::path names_file(const project& where) {
    return where.root() / "tests/grader/grading/names.txt";
}

std::vector<std::string> expanded(const std::string& name) {
    const std::size_t open = name.find('{');
    const std::size_t close = name.find('}', std::min(open, name.size()));
    if (close == std::string::npos)
        return {name};
    std::vector<std::string> all;
    for (std::size_t at = open + 1; at <= close;) {
        const std::size_t end = std::min(name.find(',', at), close);
        for (auto& one : expanded(name.substr(0, open) + name.substr(at, end - at) +
                                  name.substr(close + 1)))
            all.push_back(std::move(one));
        at = end + 1;
    }
    return all;
}

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos
               ? ""
               : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

} // namespace

name_rules::name_rules(std::string_view text, strictness strict) : strict_(strict) {
    rules_.reserve(4096);
    for (const auto& line : lines_of(text))
        if (!line.empty() && !line.starts_with("#"))
            read_line(line);
}

void name_rules::read_line(const std::string& line) {
    std::string text = line, instead;
    if (text.starts_with("about ")) {
        const std::size_t first = text.find('|'), second = text.rfind('|');
        if (first != second)
            abouts_[trimmed(text.substr(6, first - 6))] = {
                trimmed(text.substr(first + 1, second - first - 1)),
                trimmed(text.substr(second + 1))};
        return;
    }
    if (const auto arrow = text.find("-> "); arrow != std::string::npos) {
        instead = trimmed(text.substr(arrow + 3));
        text.resize(arrow);
    }
    std::istringstream words(text);
    std::string whom;
    words >> whom;
    rule made;
    const std::size_t slash = whom.find('/');
    if (whom == "all" || slash != std::string::npos)
        made.whom = whom.substr(0, slash);
    if (whom != "all")
        made.why = whom.substr(slash == std::string::npos ? 0 : slash + 1);
    made.instead = instead;
    lines_.push_back(std::move(made));
    for (std::string word; words >> word;)
        for (auto& name : expanded(word))
            rules_.emplace(std::move(name), lines_.size() - 1);
}

namespace {

/// Other spellings of a C name: the part of a Windows library, a version of the C
/// library, a copy that checks sizes, the one for large files.
std::vector<std::string> spellings(std::string name) {
    static constexpr std::array leads{"__imp_", "__isoc99_", "__isoc23_"};
    std::vector<std::string> all{name};
    for (const std::string_view lead : leads)
        if (name.starts_with(lead))
            all.push_back(name = name.substr(lead.size()));
    if (name.starts_with("__") && name.ends_with("_chk"))
        all.push_back(name.substr(2, name.size() - 6));
    if (name.ends_with("64"))
        all.push_back(name.substr(0, name.size() - 2));
    return all;
}

/// "_ZTIi", "_ZTIPKc": what throw 1 and throw "text" ask for.
bool is_plain_type_info(std::string_view s) {
    if (!s.starts_with("_ZTI"))
        return false;
    s.remove_prefix(4);
    while (s.starts_with("P") || s.starts_with("K"))
        s.remove_prefix(1);
    if (s.starts_with("D")) // char8_t, std::nullptr_t and others
        s.remove_prefix(1);
    return s.size() == 1 && std::islower(static_cast<unsigned char>(s[0])) != 0;
}

/// A name as C++ code has them, and none that is reserved.
bool is_ones_own(std::string_view s) {
    return !s.starts_with("_") && std::all_of(s.begin(), s.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '$' || c == '.' || c >= 0x80;
    });
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

std::pair<std::string, const name_rules::rule*>
name_rules::rule_for(const std::string& symbol) const {
    const auto scopes = scopes_of(symbol);
    if (scopes.empty()) {
        for (const auto& name : spellings(symbol))
            if (const auto at = rules_.find(name); at != rules_.end())
                return {at->first, &lines_[at->second]};
        return {"", nullptr};
    }
    std::pair<std::string, const rule*> found{"", nullptr};
    std::string path;
    for (const auto& scope : scopes) {
        path += scope + "::";
        if (const auto at = rules_.find(path); at != rules_.end())
            found = {at->first, &lines_[at->second]};
    }
    return found;
}

bool name_rules::may_use(const std::string& symbol, bool programs) const {
    if (is_plain_type_info(symbol))
        return true;
    if (is_of_tests(symbol))
        return false;
    const auto scopes = scopes_of(symbol);
    if (!scopes.empty() && scopes[0] == "operator new")
        return true;
    const rule* found = rule_for(symbol).second;
    if (found == nullptr)
        return strict_ == strictness::listed;
    return found->whom == "all" || (programs && found->whom == "programs");
}

bool name_rules::for_library(const std::string& symbol) const {
    const rule* found = rule_for(symbol).second;
    return found != nullptr && found->whom == "library";
}

bool name_rules::may_define(const std::string& symbol, bool weak, bool programs,
                            bool local) const {
    static const std::set<std::string> ours{"support", "testing",   "grader",
                                            "kit",     "__gnu_cxx", "__cxxabiv1",
                                            "std",     "net",       "operator new"};
    const auto scopes = scopes_of(symbol);
    if (scopes.empty()) { // a C name: the program's own entry, and what the compiler adds
        if (symbol.starts_with("DW.ref.") || symbol.starts_with("__clang"))
            return true;
        if (symbol == "main")
            return programs;
        // A variable of the lesson, outside of any namespace. What the system has a name
        // for, the tests may call.
        return rule_for(symbol).second == nullptr &&
               (strict_ == strictness::listed || (local && is_ones_own(symbol)));
    }
    if (!ours.contains(scopes[0]))
        return true;
    // Templates and inline functions of the libraries leave copies, all alike.
    return weak && scopes[0] != "support" && scopes[0] != "testing" &&
           scopes[0] != "grader" && scopes[0] != "kit" &&
           !(scopes.size() > 1 && scopes[0] == "net" && scopes[1] == "os");
}

std::string name_rules::told(const std::string& why, const std::string& name) const {
    const auto found = abouts_.find(why);
    if (found == abouts_.end())
        return {};
    std::string instead = found->second.instead;
    if (const auto at = instead.find('%'); at != std::string::npos)
        instead.replace(at, 1, name);
    return "which " + found->second.which + ": " + instead;
}

std::string name_rules::why_not(const std::string& symbol) const {
    const auto [name, found] = rule_for(symbol);
    if (is_of_tests(symbol))
        return told("tests", name);
    if (found != nullptr)
        return told(found->why, found->instead.empty() ? name : found->instead);
    return told(scopes_of(symbol).empty() ? "unknown" : "undefined", symbol);
}

std::string name_rules::why_not_defined(const std::string& symbol) const {
    if (symbol.starts_with("_") && !symbol.starts_with("_Z"))
        return told("reserved", symbol);
    return told("taken", symbol);
}

std::string name_rules::known_as(const std::string& symbol) const {
    std::string name = rule_for(symbol).first;
    if (is_of_tests(symbol) || !name.starts_with("std::") || name == "std::")
        return {};
    name.resize(name.size() - 2);
    if (name.starts_with("std::basic_"))
        name.erase(5, 6);
    return name;
}

} // namespace kit::grading
