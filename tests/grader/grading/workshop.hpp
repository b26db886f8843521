// Where submissions are compiled, linked and run, and what with.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../project.hpp"
#include "os/jail.hpp"
#include "symbols.hpp"

namespace kit::grading {

/// One test that must have run.
struct expected_test {
    std::string filter;   ///< "exchange_lesson.sends_every_byte", for GoogleTest
    std::string sentence; ///< "sends every byte", as it is reported
};

/// A program of tests: it is linked with an answer (contract) or talks to its programs.
struct judge {
    enum class kind { contract, program };
    kind how = kind::contract;
    bool of_instructor = false;
    std::vector<fs::path> objects; ///< contract: what is linked with the answer
    fs::path binary;               ///< program: to start as it is
    std::vector<expected_test> tests;
};

struct lesson_parts {
    std::vector<fs::path> main;      ///< objects of the given main.cpp
    std::vector<fs::path> reference; ///< objects of the reference
    std::vector<judge> judges;
};

/// A folder of its own below the system's one for temporary files, with copies of all
/// that a jail must see; gone with this object. Threads may use it together.
class workshop {
  public:
    /// Reads the build's plan and asks its tests for their names. `private_tests`: the
    /// instructor's, compiled here; empty: none. Nothing, with `why`: it cannot be.
    [[nodiscard]] static std::unique_ptr<workshop> open(const project& where,
                                                        const fs::path& build,
                                                        const fs::path& private_tests,
                                                        bool jailed, std::string& why);
    ~workshop();
    workshop(const workshop&) = delete;
    workshop& operator=(const workshop&) = delete;

    [[nodiscard]] const project& kit() const { return project_; }
    [[nodiscard]] bool jailed() const { return jailed_; }
    [[nodiscard]] const fs::path& folder() const { return folder_; }
    [[nodiscard]] const lesson_parts& of(const lesson& which) const {
        return lessons_.at(which.number);
    }
    /// What verdicts depend on besides the submission: the tests, the platform layer, the
    /// references, the compiler's flags. Equal texts, equal verdicts. Reads all of it.
    [[nodiscard]] std::string identity() const;

    /// Compiles one of a lesson's sources (below `root`/lessons/NN-name) to NAME.o in
    /// `objects`. False: `said` is what the compiler said.
    [[nodiscard]] bool compile(const lesson& which, const fs::path& root,
                               const std::string& name, const fs::path& objects,
                               std::string& said) const;
    /// Takes out of an object what would run before the tests, and code for a compiler
    /// that would run at the link, outside of the jail.
    [[nodiscard]] bool clean(const fs::path& object, std::string& said) const;
    /// Makes one object of several, in which nothing but namespace tcp can be seen from
    /// outside: no inline function or template of the answer stands in for the tests' own
    /// copy of it. Where the toolchain cannot do that, the objects stay as they are.
    [[nodiscard]] bool isolate(std::vector<fs::path>& objects, const fs::path& into,
                               std::string& said) const;
    /// Links tests with an answer's objects, or the answer's own program.
    [[nodiscard]] bool link_tests(const std::vector<fs::path>& tests,
                                  const std::vector<fs::path>& answer,
                                  const fs::path& program, std::string& said) const;
    [[nodiscard]] bool link_program(const std::vector<fs::path>& objects,
                                    const fs::path& program, std::string& said) const;
    [[nodiscard]] std::vector<std::string>
    forbidden(const lesson& which, const std::vector<fs::path>& objects) const;

    /// A new folder in it, readable for jails; `writable`: to be written to by them.
    [[nodiscard]] fs::path new_folder(const std::string& name, bool writable) const;

  private:
    workshop(const project& where, bool jailed);
    bool read_plan(const fs::path& build, std::string& why);
    bool copy_headers(std::string& why);
    bool compile_private(const fs::path& folder, std::string& why);
    bool list_tests(std::string& why);

    const project& project_;
    bool jailed_;
    fs::path folder_;
    fs::path compiler_, linker_, objcopy_; ///< the last two: empty where not of use
    std::vector<std::string> flags_, link_, system_;
    std::vector<fs::path> includes_;         // as the build has them
    std::vector<std::string> jail_includes_; // their copies
    std::vector<fs::path> test_libraries_, program_libraries_;
    std::map<std::string, lesson_parts> lessons_;
    std::map<std::string, fs::path> lists_; // a program that lists the contract tests
    allowed_names allowed_;
    fs::path build_;
    std::string private_identity_; ///< of the instructor's tests
};

} // namespace kit::grading
