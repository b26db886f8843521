// What an object file names, against what a submission may name: before it is linked.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "names.hpp"

namespace kit::grading {

struct symbol {
    std::string name;
    char kind = '?'; ///< as nm has it
    bool no_address = false;
    [[nodiscard]] bool undefined() const {
        return kind == 'U' || ((kind == 'w' || kind == 'v') && no_address);
    }
    [[nodiscard]] bool weak() const { return kind == 'W' || kind == 'V'; }
    /// Chosen by code that runs before all other (ifunc), one of its name in the whole
    /// process (unique), or shared with all that have one of its name (common): a lesson
    /// is compiled to none of them.
    [[nodiscard]] bool special() const {
        return kind == 'i' || kind == 'u' || kind == 'C' || kind == 'c';
    }
};

struct object_names {
    std::string file; ///< what a student calls it: "exchange.cpp"
    fs::path object;
    std::vector<symbol> names; ///< the global ones
};

/// Reads what `nm -A -g -P` says of the objects. A name may hold anything, also the words
/// of another line: the objects' paths, with which every line begins, must be such as
/// nobody can guess. Empty: all was read; else why that could not be.
[[nodiscard]] std::string read_names(std::string_view listing,
                                     std::vector<object_names>& objects);

/// A name that may not be there.
struct finding {
    enum class what { uses, defines, special };
    what how = what::uses;
    std::string name, file;
    fs::path object; ///< where it is
};

/// What a lesson's names are judged by.
struct judged_by {
    const name_rules& rules;
    /// The inline functions of the kit's headers, as the tests have them: a definition
    /// that is none of equal copies would take their place.
    const std::set<std::string>& given;
    bool programs = false; ///< it is a lesson of whole programs
    bool local = false;    ///< nothing outside of it will see its C names
    fs::path folder;       ///< the lesson's, with its sources
};

/// Looks at an answer: at what its objects define, and at what is undefined once they
/// are `joined`. That is asked of the joined ones, because what an object defines can
/// be thrown away there, as one of several copies.
[[nodiscard]] std::vector<finding>
forbidden_names(const std::vector<object_names>& objects,
                const std::vector<object_names>& joined, const judged_by& by);

/// The commands whose output tells a line for each finding, and the names as they are in
/// C++: for tools that run confined.
[[nodiscard]] std::vector<std::vector<std::string>>
ask_about(const std::vector<finding>& findings, const std::string& nm = "nm");

/// One sentence for each, with its line and what to do instead, and one with the rule.
/// `said`: what those commands said, as far as they did. `folder`: the lesson's, with its
/// sources; for what is named in a header of the library.
[[nodiscard]] std::vector<std::string> in_words(const std::vector<finding>& findings,
                                                std::string_view said,
                                                const name_rules& rules,
                                                const fs::path& folder);

/// The rule in a sentence.
[[nodiscard]] std::string rule_in_a_sentence();

} // namespace kit::grading
