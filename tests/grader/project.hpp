// The folder that is the kit, and the lessons in it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/files.hpp"

namespace kit {

/// The list of how the lessons' files were given, from the root.
inline constexpr const char* starters_list = "tests/lessons/starters.txt";

struct lesson {
    std::string number; ///< "06"
    std::string typed;  ///< "6": as commands are written
    std::string name;   ///< "exchange"
    std::string folder; ///< "06-exchange"
    /// What it builds: "main", or the programs that the student writes.
    std::vector<std::string> programs;
    bool has_contract = false; ///< contract tests, besides those of the programs

    [[nodiscard]] std::string title() const { return number + " " + name; }
};

class project {
  public:
    /// The kit that contains `from`, or, failing that, this program.
    [[nodiscard]] static std::optional<project> find(const fs::path& from);

    [[nodiscard]] const fs::path& root() const { return root_; }
    [[nodiscard]] const std::vector<lesson>& lessons() const { return lessons_; }
    /// A lesson by "6", "06", "exchange" or "06-exchange"; nullptr where there is none.
    [[nodiscard]] const lesson* lesson_of(std::string_view text) const;

    [[nodiscard]] fs::path lesson_folder(const lesson& which) const;
    /// Whether this is a whole kit: a handout has no solutions.
    [[nodiscard]] bool has_solutions() const;
    [[nodiscard]] fs::path solution_folder(const lesson& which) const;
    [[nodiscard]] fs::path build_folder(std::string_view preset) const;
    /// Where kit keeps what it must remember.
    [[nodiscard]] fs::path own_folder() const { return root_ / ".first-byte"; }

    /// The path from the root, with slashes: as it is written in every message.
    [[nodiscard]] std::string relative(const fs::path& path) const;

  private:
    explicit project(fs::path root);

    fs::path root_;
    std::vector<lesson> lessons_;
};

/// Whether the lesson's file is given (a contract header, main.cpp) and not the
/// student's to change.
[[nodiscard]] bool is_given(std::string_view path);

/// How the files of the lessons were when the kit was handed out: their fingerprints, by
/// path from the root. From tests/lessons/starters.txt, which `kit dev starters` writes.
class starters {
  public:
    explicit starters(const project& where);

    [[nodiscard]] bool known(const std::string& path) const;
    /// Whether this text is the file as it was given.
    [[nodiscard]] bool matches(const std::string& path, std::string_view text) const;
    /// The headers among the known files: contracts, and what lessons share.
    [[nodiscard]] std::vector<std::string> headers() const;
    /// Known files of a lesson.
    [[nodiscard]] std::vector<std::string> of(const lesson& which) const;
    /// Given files that differ from how they were, in any lesson.
    [[nodiscard]] std::vector<std::string> changed_given(const project& where) const;
    /// Whether the student has written nothing in the lesson yet.
    [[nodiscard]] bool untouched(const project& where, const lesson& which) const;
    /// Puts a copy of each file that is still as given into .first-byte/starters, so
    /// that `kit reset` finds it there without git.
    void keep_copies(const project& where) const;

    /// The file as it was given: from those copies, or from the history of git.
    [[nodiscard]] std::optional<std::string> original(const project& where,
                                                      const std::string& path) const;

  private:
    std::map<std::string, std::string> hashes_;
};

/// The text of starters.txt for the files as they are now.
[[nodiscard]] std::string describe_starters(const project& where);

} // namespace kit
