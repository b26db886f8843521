// What an object file names, against what a submission may name: before it is linked.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "../text/files.hpp"

namespace kit::grading {

/// allowed.txt, read.
class allowed_names {
  public:
    explicit allowed_names(std::string_view text);

    /// Whether a lesson may use the symbol (as the linker spells it). `programs`: it is a
    /// lesson of whole programs.
    [[nodiscard]] bool may_use(const std::string& symbol, bool programs) const;
    /// Whether a lesson may define it. `weak`: as one of several equal copies.
    [[nodiscard]] bool may_define(const std::string& symbol, bool weak,
                                  bool programs) const;

  private:
    [[nodiscard]] const std::string* rule_for(const std::string& symbol) const;
    std::map<std::string, std::string, std::less<>> rules_; ///< name: for whom
};

/// "_ZN3net2os4sendEi" is {"net", "os", "send"}; a C name is {}.
[[nodiscard]] std::vector<std::string> scopes_of(std::string_view symbol);

struct symbol {
    std::string name;
    char kind = '?'; ///< as nm has it
    bool no_address = false;
    [[nodiscard]] bool undefined() const {
        return kind == 'U' || ((kind == 'w' || kind == 'v') && no_address);
    }
    [[nodiscard]] bool weak() const { return kind == 'W' || kind == 'V'; }
    /// Chosen by code that runs before all other (ifunc), or one of its name in the whole
    /// process (unique): a lesson is compiled to neither.
    [[nodiscard]] bool special() const { return kind == 'i' || kind == 'u'; }
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

/// Looks at an answer: at what its objects define, and at what is undefined once they
/// are `joined`. That is asked of the joined ones, because what an object defines can
/// be thrown away there, as one of several copies. `given`: the inline functions of the
/// kit's headers, as the tests have them; a definition that is none of equal copies would
/// take their place.
[[nodiscard]] std::vector<finding>
forbidden_names(const std::vector<object_names>& objects,
                const std::vector<object_names>& joined, const allowed_names& allowed,
                const std::set<std::string>& given, bool programs);

/// The commands whose output tells a line for each finding, and the names as they are in
/// C++: for tools that run confined.
[[nodiscard]] std::vector<std::vector<std::string>>
ask_about(const std::vector<finding>& findings);
/// One sentence for each. `said`: what those commands said, as far as they did.
[[nodiscard]] std::vector<std::string> in_words(const std::vector<finding>& findings,
                                                std::string_view said);

} // namespace kit::grading
