// What an object file names, against what a submission may name: before it is linked.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../files.hpp"

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
    [[nodiscard]] bool undefined() const {
        return kind == 'U' || ((kind == 'w' || kind == 'v') && no_address);
    }
    [[nodiscard]] bool weak() const { return kind == 'W' || kind == 'V' || kind == 'u'; }
    bool no_address = false;
};

/// The global symbols of an object file or library, by nm. False: nm could not.
[[nodiscard]] bool symbols_of(const fs::path& object, std::vector<symbol>& into);

/// Looks at an answer's objects. One sentence for each name that may not be there: which
/// line uses it, or which object defines it.
[[nodiscard]] std::vector<std::string>
forbidden_names(const std::vector<fs::path>& objects, const allowed_names& allowed,
                bool programs);

} // namespace kit::grading
