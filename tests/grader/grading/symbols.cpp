#include "symbols.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "intake.hpp"
#include "tool.hpp"

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

bool allowed_names::may_use(const std::string& symbol, bool programs) const {
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

bool symbols_of(const fs::path& object, std::vector<symbol>& into) {
    const auto listed = run_tool({"nm", "-g", "-P", object.string()});
    if (!listed.good)
        return false;
    for (const auto& line : lines_of(listed.said)) { // "name T 0000 0000", "name U"
        const std::size_t space = line.find(' ');
        if (space == std::string::npos || space + 1 >= line.size() || line.back() == ':')
            continue;
        symbol one{line.substr(0, space), line[space + 1], false};
        one.no_address = line.find_first_not_of(' ', space + 2) == std::string::npos;
        into.push_back(std::move(one));
    }
    return true;
}

namespace {

std::string demangled(const std::string& name) {
    const auto answer = run_tool({"c++filt", name});
    return answer.good && !answer.said.empty() ? lines_of(answer.said).front() : name;
}

/// "lessons/06-exchange/exchange.cpp:12", from the object's own line table; or nothing.
std::string line_that_uses(const fs::path& object, const std::string& name) {
    for (const auto& line :
         lines_of(run_tool({"nm", "-u", "-l", object.string()}).said)) {
        const std::size_t at = line.find(" " + name + "\t");
        if (at == std::string::npos)
            continue;
        const std::string place = line.substr(line.find('\t') + 1);
        const std::size_t lessons = place.find("lessons/");
        return lessons == std::string::npos ? place : place.substr(lessons);
    }
    return {};
}

} // namespace

std::vector<std::string> forbidden_names(const std::vector<fs::path>& objects,
                                         const allowed_names& allowed, bool programs) {
    std::vector<std::string> told;
    std::vector<std::vector<symbol>> all(objects.size());
    std::set<std::string> own;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (!symbols_of(objects[i], all[i]))
            return {"the names in " + objects[i].filename().string() +
                    " could not be listed (is nm here?)"};
        for (const auto& one : all[i])
            if (!one.undefined())
                own.insert(one.name);
    }
    for (std::size_t i = 0; i < objects.size(); ++i)
        for (const auto& one : all[i]) {
            if (told.size() == most_told)
                return told;
            const std::string file = objects[i].stem().string();
            if (one.undefined() && !own.contains(one.name) &&
                !allowed.may_use(one.name, programs)) {
                const std::string line = line_that_uses(objects[i], one.name);
                told.push_back(harmless((line.empty() ? file : line) + " uses " +
                                        demangled(one.name)));
            } else if (!one.undefined() &&
                       !allowed.may_define(one.name, one.weak(), programs)) {
                told.push_back(harmless(file + " defines " + demangled(one.name) +
                                        ", a name that is not its own"));
            }
        }
    return told;
}

} // namespace kit::grading
