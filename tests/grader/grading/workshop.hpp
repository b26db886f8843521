// Where submissions are compiled, linked and run, and what with.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../project.hpp"
#include "assembly.hpp"
#include "blame.hpp"
#include "os/jail.hpp"
#include "os/process.hpp"
#include "symbols.hpp"
#include "temporary_folder.hpp"

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

/// What the work on one lesson, and on a submission, may take, whatever it does. Where a
/// busy machine may have used it up, a second look has as much again. An honest lesson
/// takes three seconds and 300 MB, and the last, whose tests wait, ten.
inline constexpr std::chrono::seconds lesson_time{20}, submission_time{60};

/// What is left of that for one lesson, from its first compiler to its last test.
struct budget {
    grader::os::deadline until = grader::os::in(lesson_time);
    std::size_t files = 1; ///< that share the processor time of compilers

    [[nodiscard]] int seconds_left() const {
        return static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(
                                    until - std::chrono::steady_clock::now())
                                    .count());
    }
};

/// Objects that make a program: a lesson's functions ("answer"), or one of its programs.
struct program_parts {
    std::string name;
    std::vector<fs::path> objects;
};

struct looked_at {
    bool good = false;
    bool refused = false; ///< there is something that may not be there; else: no link
    std::vector<std::string> reasons;
    ending end{}; ///< not good: whose doing that is
};

/// What a compiler or a linker made of a lesson.
struct outcome {
    ending end;
    std::vector<std::string> said;    ///< its words, or why it has none
    foreign found = foreign::nothing; ///< what the compiler didn't make of C++

    [[nodiscard]] bool good() const { return end.good(); }
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
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
    [[nodiscard]] const lesson_parts& of(const lesson& which) const {
        return lessons_.at(which.number);
    }
    /// What verdicts depend on besides the submission: the tests, the platform layer, the
    /// references, the compiler's flags. Equal texts, equal verdicts. Reads all of it.
    /// Empty: it cannot be found out.
    [[nodiscard]] std::string identity() const;

    /// Lays the given headers out below `root`/lessons: those of the lesson are found
    /// from every folder of its own, and those of others are all that is seen of them.
    [[nodiscard]] bool lay_out_given(const fs::path& root) const;
    /// Compiles one of a lesson's sources (below `root`/lessons/NN-name) to NAME.o in
    /// `objects`, and looks at what the assembler makes that of.
    [[nodiscard]] outcome compile(const lesson& which, const fs::path& root,
                                  const std::string& name, const fs::path& objects,
                                  const budget& limits) const;
    /// Whether the reference of a lesson compiles, as a submission does, at this moment:
    /// where it doesn't, it's the machine that fails and no student.
    [[nodiscard]] bool can_compile(const lesson& which) const;
    /// Looks at a lesson's objects, and joins the objects of each of its programs to one
    /// in which of an answer to a contract nothing but namespace tcp can be seen from
    /// outside: no inline function or template of it stands in for the tests' own copy.
    /// Moves the objects to a folder below `root` that no compiler has seen.
    [[nodiscard]] looked_at look_at(const lesson& which, const fs::path& root,
                                    const std::vector<fs::path>& objects,
                                    std::vector<program_parts>& programs,
                                    const budget& limits) const;
    /// Links what each judge of a lesson needs, below `bin`, from an answer and the
    /// objects of the lessons `below` it; all of it in one jail that sees `root`.
    [[nodiscard]] outcome link(const lesson& which,
                               const std::vector<program_parts>& answer,
                               const std::vector<fs::path>& below, const fs::path& root,
                               const fs::path& bin, const budget& limits) const;
    /// What was made for a judge: the program that it is linked to, or the folder of
    /// those that it talks to.
    [[nodiscard]] fs::path made_for(const lesson& which, const judge& tests,
                                    const fs::path& bin) const;

    /// A new folder in it, readable for jails; `writable`: to be written to by them.
    /// Where it cannot be made: a name at which there is none, and so no jail starts.
    [[nodiscard]] fs::path new_folder(const std::string& name, bool writable) const;
    /// Makes what was put there, a folder or a file, readable for jails.
    [[nodiscard]] bool open_all(const fs::path& path) const;
    /// A tool's words without this machine's paths, which differ from run to run and are
    /// nothing to students.
    [[nodiscard]] std::string without_paths(std::string text, const fs::path& root) const;

  private:
    workshop(const project& where, bool jailed);
    bool read_plan(const fs::path& build, std::string& why);
    bool copy_headers(std::string& why);
    /// The same as new_folder, for what must be there before anything is judged.
    fs::path own_folder(const std::string& name);
    bool compile_private(const fs::path& folder, std::string& why);
    bool list_tests(std::string& why);
    bool list_inline_functions(std::string& why);
    /// The copy of a file of ours that jails can read.
    fs::path copy_for_jails(const fs::path& file);
    [[nodiscard]] std::vector<std::string> link_tests(const std::vector<fs::path>& tests,
                                                      const std::vector<fs::path>& answer,
                                                      const fs::path& program) const;
    [[nodiscard]] std::vector<std::string>
    link_program(const std::vector<fs::path>& objects, const fs::path& program) const;
    /// Commands that join the objects of each program; `joined`: what they make.
    [[nodiscard]] std::vector<std::vector<std::string>>
    join(bool only_tcp, std::vector<program_parts>& programs, const fs::path& folder,
         std::vector<object_names>& joined) const;
    /// What is undefined in the objects and not allowed, and so on: in words.
    [[nodiscard]] looked_at forbidden(const lesson& which, const fs::path& root,
                                      const std::vector<object_names>& objects,
                                      const std::vector<object_names>& joined,
                                      const grader::os::confinement& limits,
                                      const budget& of) const;

    const project& project_;
    bool jailed_;
    temporary_folder folder_;
    fs::path compiler_;
    fs::path linker_, objcopy_, readelf_; ///< empty where not of use
    std::vector<std::string> flags_, objcopy_flags_, link_, system_;
    std::vector<fs::path> includes_;         // as the build has them
    std::vector<std::string> jail_includes_; // their copies
    std::vector<fs::path> given_headers_;    // from the folder lessons/
    std::vector<fs::path> test_libraries_, program_libraries_;
    std::map<std::string, lesson_parts> lessons_;
    std::map<std::string, fs::path> lists_; // a program that lists the contract tests
    name_rules rules_;
    std::set<std::string> given_inline_; ///< tcp:: functions in the kit's headers
    fs::path build_;
    int copied_ = 0;       ///< files of ours
    std::string not_made_; ///< a folder or a copy that could not be made as this opened
    std::string private_identity_; ///< of the instructor's tests
};

} // namespace kit::grading
