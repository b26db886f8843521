// The rule: which names a lesson's object files may use and define. names.txt, read.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "../project.hpp"

namespace kit::grading {

/// "_ZN3net2os4sendEi" is {"net", "os", "send"}; a C name is {}.
[[nodiscard]] std::vector<std::string> scopes_of(std::string_view symbol);

/// How much of the rule can be known: a system's own C library has names that are in no
/// list, and only those of Linux are all in ours.
enum class strictness {
    all,   ///< what is not in the list is forbidden
    listed ///< only what the list forbids is
};

/// Where the rule is.
[[nodiscard]] fs::path names_file(const project& where);

class name_rules {
  public:
    explicit name_rules(std::string_view text, strictness strict = strictness::all);

    /// Whether a lesson may use the symbol (as the linker spells it). `programs`: it is a
    /// lesson of whole programs.
    [[nodiscard]] bool may_use(const std::string& symbol, bool programs) const;
    /// Whether it is for headers of the library to use, and for no lesson's own text.
    [[nodiscard]] bool for_library(const std::string& symbol) const;
    /// Whether a lesson may define it. `weak`: as one of several equal copies. `local`:
    /// nothing but the lesson itself will see a C name of it.
    [[nodiscard]] bool may_define(const std::string& symbol, bool weak, bool programs,
                                  bool local) const;

    /// "which reads or changes files: keep ..." for a symbol that may not be used.
    [[nodiscard]] std::string why_not(const std::string& symbol) const;
    /// The same for one that may not be defined.
    [[nodiscard]] std::string why_not_defined(const std::string& symbol) const;
    /// A name that a reader knows, for a symbol of the C++ library: "std::ofstream".
    /// Empty: its own is best.
    [[nodiscard]] std::string known_as(const std::string& symbol) const;

  private:
    struct rule {
        std::string whom;    ///< "all", "programs", "library"; empty: no lesson
        std::string why;     ///< a key of abouts_
        std::string instead; ///< for % there
    };
    struct about {
        std::string which, instead;
    };
    /// The name that decides, with its line; or {"", nullptr}.
    [[nodiscard]] std::pair<std::string, const rule*>
    rule_for(const std::string& symbol) const;
    [[nodiscard]] std::string told(const std::string& why, const std::string& name) const;
    void read_line(const std::string& line);

    std::vector<rule> lines_;
    std::unordered_map<std::string, std::size_t> rules_; ///< a name's line
    std::map<std::string, about, std::less<>> abouts_;
    strictness strict_;
};

/// "{,l}div" is "div" and "ldiv".
[[nodiscard]] std::vector<std::string> expanded(const std::string& name);

} // namespace kit::grading
