// The commands of kit.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "progress.hpp"
#include "project.hpp"

namespace kit {

using arguments = std::vector<std::string>;

/// Exit statuses, the same for every command.
inline constexpr int status_good = 0;
inline constexpr int status_failed = 1;
inline constexpr int status_wrong_call = 2;
inline constexpr int status_impossible = 3; ///< not on this machine, not now

struct command {
    std::string_view name;
    std::string_view usage;   ///< what follows "./kit"
    std::string_view summary; ///< a few words, for the list
    std::string_view help;    ///< paragraphs, one a line
    int (*run)(const project&, const arguments&);
    bool hidden = false;
};

/// Every command, in the order in which a student meets them.
[[nodiscard]] std::span<const command> all_commands();

int run_status(const project& where, const arguments& args);
int run_list(const project& where, const arguments& args);
int run_check(const project& where, const arguments& args);
int run_watch(const project& where, const arguments& args);
int run_hint(const project& where, const arguments& args);
int run_run(const project& where, const arguments& args);
int run_solution(const project& where, const arguments& args);
int run_reset(const project& where, const arguments& args);
int run_packets(const project& where, const arguments& args);
int run_doctor(const project& where, const arguments& args);
int run_demo(const project& where, const arguments& args);
int run_test(const project& where, const arguments& args);
int run_bench(const project& where, const arguments& args);
int run_docs(const project& where, const arguments& args);
int run_grade(const project& where, const arguments& args);
int run_grade_class(const project& where, const arguments& args);
int run_handout(const project& where, const arguments& args);
int run_package(const project& where, const arguments& args);
int run_dev(const project& where, const arguments& args);

// -- What they share.

/// The arguments of a command: flags that it knows, and the rest in order.
class call {
  public:
    /// Says what is wrong and sets bad() where a flag is not in `flags`.
    call(std::string_view command, const arguments& args,
         std::initializer_list<std::string_view> flags);

    [[nodiscard]] bool bad() const { return bad_; }
    [[nodiscard]] bool has(std::string_view flag) const;
    [[nodiscard]] const arguments& rest() const { return rest_; }
    /// Whether it is a right call that names nothing; says what is wrong.
    [[nodiscard]] bool names_nothing() const;
    /// The one lesson that the call names; nullptr, after a word about it, where it
    /// names none, an unknown one or more than one.
    [[nodiscard]] const lesson* the_lesson(const project& where) const;

  private:
    std::string command_;
    arguments flags_;
    arguments rest_;
    bool bad_ = false;
};

/// The lesson with this name; nullptr after a word about it.
[[nodiscard]] const lesson* known_lesson(const project& where, const std::string& text);

/// The first lesson that is not passed; nullptr: all are.
[[nodiscard]] const lesson* next_lesson(const project& where, progress& so_far);

/// The lesson that an example of a call names: the next one, or else the last.
[[nodiscard]] const lesson* example_lesson(const project& where);

/// The lesson's title as its text has it ("Send and receive"), or its name.
[[nodiscard]] std::string title_of(const project& where, const lesson& which);

/// Runs a program that has the terminal all its own, and its Ctrl-C; its exit status, or
/// 128 and more where it ended otherwise. Calls `started` once it runs, or cannot.
[[nodiscard]] int run_program(const fs::path& program, const arguments& args,
                              const std::function<void()>& started = {});

struct check_settings {
    bool own = false;        ///< on the student's own earlier lessons
    bool all = false;        ///< every failure and every warning whole
    bool one_screen = false; ///< as little as a screen holds
};

/// Builds and tests a lesson, says how it went and remembers it. The exit status: it
/// passed, it failed, or the tools did (status_impossible), and nothing is remembered.
int check_lesson(const project& where, const lesson& which,
                 const check_settings& settings);

} // namespace kit
