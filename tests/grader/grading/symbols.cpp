#include "symbols.hpp"

#include <algorithm>
#include <set>

#include "../lesson_files.hpp"
#include "../text/code.hpp"
#include "intake.hpp"

namespace kit::grading {
namespace {

constexpr std::size_t most_told = 5;

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

namespace {

bool may_use(const std::string& name, const judged_by& by) {
    if (!by.rules.for_library(name))
        return by.rules.may_use(name, by.programs);
    const auto files = code_in(by.folder);
    return std::none_of(files.begin(), files.end(), [&](const std::string& file) {
        return line_with(read_file(by.folder / file).value_or(""), name) != 0;
    });
}

} // namespace

std::vector<finding> forbidden_names(const std::vector<object_names>& objects,
                                     const std::vector<object_names>& joined,
                                     const judged_by& by) {
    std::vector<finding> found;
    std::set<std::string> defined, bad;
    for (const auto& object : joined)
        for (const auto& one : object.names)
            if (!one.undefined())
                defined.insert(one.name);
    for (const auto& object : joined)
        for (const auto& one : object.names)
            if (one.undefined() && !defined.contains(one.name) && !may_use(one.name, by))
                bad.insert(one.name);
    std::set<std::string> told; // of the library, with their files: each once
    for (const auto& object : objects)
        for (const auto& one : object.names) {
            using what = finding::what;
            if (found.size() == most_told)
                return found;
            if (one.special())
                found.push_back({what::special, one.name, object.file, object.object});
            else if (one.undefined() && bad.erase(one.name) != 0) {
                const auto known = by.rules.known_as(one.name);
                if (known.empty() || told.insert(object.file + " " + known).second)
                    found.push_back({what::uses, one.name, object.file, object.object});
            } else if (!one.undefined() &&
                       ((!one.weak() && by.given.contains(one.name)) ||
                        !by.rules.may_define(one.name, one.weak(), by.programs,
                                             by.local)))
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

/// "lessons/06-exchange/": what places begin with.
std::string shown(const fs::path& folder) {
    return "lessons/" + folder.filename().string() + "/";
}

/// "lessons/06-exchange/exchange.cpp:12", from the object's own line table; empty: it
/// says nothing of a lesson's file.
std::string place_in_table(const finding& one, const std::vector<std::string>& said) {
    for (const auto& line : said) {
        const std::size_t name = line.find(" " + one.name + " ");
        const std::size_t undefined = line.find(" " + one.name + "\t");
        const std::size_t tab = line.find('\t', std::min(name, undefined));
        if (tab == std::string::npos || !line.starts_with(one.object.string() + ":"))
            continue;
        const std::string place = line.substr(tab + 1);
        const std::size_t lessons = place.rfind("lessons/");
        return lessons == std::string::npos
                   ? ""
                   : place.substr(lessons).substr(0, longest_told);
    }
    return {};
}

/// The first line of the lesson's own that has the word: where a header of the library
/// uses the name.
std::string place_in_text(const finding& one, const fs::path& folder,
                          std::string_view word) {
    const std::size_t line = line_with(read_file(folder / one.file).value_or(""), word);
    return shown(folder) + one.file + (line != 0 ? ":" + std::to_string(line) : "");
}

/// "filesystem" of "std::filesystem", "sleep" of itself.
std::string_view last_word(std::string_view name) {
    name = name.substr(0, name.find_first_of("<("));
    const std::size_t scope = name.rfind("::");
    return scope == std::string_view::npos ? name : name.substr(scope + 2);
}

std::string sentence(const finding& one, const std::string& place,
                     const std::string& name, const name_rules& rules) {
    std::string why;
    switch (one.how) {
    case finding::what::uses:
        why = rules.why_not(one.name);
        return place + " uses " + name + (why.empty() ? "" : ", " + why);
    case finding::what::defines:
        return place + " defines " + name + ", " + rules.why_not_defined(one.name);
    case finding::what::special:
        break;
    }
    return place + " defines " + name +
           " in a way that no lesson needs (an indirect function, or a unique or common "
           "symbol)";
}

} // namespace

std::vector<std::vector<std::string>> ask_about(const std::vector<finding>& findings,
                                                const std::string& nm) {
    std::vector<std::string> lines{nm, "-A", "-g", "-l"}, names{"c++filt", "-n"};
    std::set<std::string> asked;
    for (const auto& one : findings) {
        if (!one.object.empty() && asked.insert(one.object.string()).second)
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
                                  std::string_view said, const name_rules& rules,
                                  const fs::path& folder) {
    const auto lines = lines_of(said);
    std::size_t next = 0;
    std::vector<std::string> told;
    for (const auto& one : findings) {
        const bool asked = can_be_demangled(one) && next < lines.size();
        std::string name = (asked ? lines[next++] : one.name).substr(0, longest_told);
        const std::string known =
            one.how == finding::what::uses ? rules.known_as(one.name) : "";
        if (!known.empty())
            name = known;
        std::string place = place_in_table(one, lines);
        if (place.empty())
            place = place_in_text(one, folder, last_word(name));
        told.push_back(harmless_name(sentence(one, place, name, rules)));
    }
    if (!told.empty())
        told.push_back(rule_in_a_sentence());
    return told;
}

std::string rule_in_a_sentence() {
    return "A lesson may use net::, tcp:: and plain C++; what else it can't use, and "
           "why, "
           "is in lessons/01-socket/README.md, \"What your code may use\".";
}

} // namespace kit::grading
