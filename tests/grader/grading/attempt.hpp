// The work on one submission: from its files to verdicts.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "judging.hpp"

namespace kit::grading {

/// A file for the compiler, and what became of it.
struct unit {
    std::string name;
    outcome end;
};

/// A lesson of the submission on its way to a verdict.
struct piece {
    const lesson* which = nullptr;
    const std::vector<source>* sources = nullptr; ///< nullptr: there are none
    judged_lesson verdict;
    std::string key; ///< in the cache
    bool graded = false, known = false, usable = false;
    std::vector<unit> units;      ///< what is compiled
    std::size_t not_begun = 0;    ///< units that no compiler has taken yet
    std::size_t not_compiled = 0; ///< units of which the compiler has not spoken yet
    bool failed = false;          ///< a file of it does not compile: no other need
    std::vector<program_parts> programs; ///< one, "answer", where it has a contract
    budget limits;
    grader::os::deadline::duration left{}; ///< of them, while others have their turn
};

/// The work on one submission.
class attempt {
  public:
    attempt(const workshop& shop, const submission& from, const judging& how,
            const points_table& points, const cache& known);
    ~attempt();
    attempt(const attempt&) = delete;
    attempt& operator=(const attempt&) = delete;

    [[nodiscard]] std::vector<judged_lesson> verdicts();

  private:
    void set_up();
    void look_up();
    [[nodiscard]] std::string key_text(std::size_t index) const;
    [[nodiscard]] bool wanted(const piece& one) const;
    [[nodiscard]] static bool open(const piece& one) {
        return one.usable && one.graded && !one.known;
    }
    [[nodiscard]] std::chrono::milliseconds allowed(std::chrono::seconds usual) const;
    void judge_in(const std::vector<piece*>& order);
    [[nodiscard]] bool tower_possible(const piece& one) const;
    bool prepare(piece& one);
    void compile(piece& one, unit& now);
    void compiled(piece& one);
    [[nodiscard]] std::vector<std::string> what_is_foreign(const piece& one) const;
    void look_at_objects(piece& one, std::vector<std::string> foreign);
    static void refuse(piece& one, judged_lesson::state how,
                       std::vector<std::string> reasons);
    void stop(piece& one, const ending& why, judged_lesson::state how,
              std::vector<std::string> reasons);
    void not_judged(piece& one, const std::string& what);
    [[nodiscard]] fs::path objects_of(const piece& one) const;
    bool lay_out(const piece& one) const;
    void run(piece& one);
    void run_tower(piece& one);
    struct run_of_all {
        bool linked = false, hung = false;
        std::vector<judged_test> tests;
        std::string printed;
    };
    [[nodiscard]] run_of_all run_all(piece& one, bool on_own);
    [[nodiscard]] judge_run run_of(const piece& one, const judge& tests,
                                   const fs::path& bin) const;
    [[nodiscard]] fs::path bin_of(const piece& one, bool on_own) const;
    void run_in_another_order(piece& one);
    [[nodiscard]] std::vector<fs::path> earlier(const piece& one, bool on_own) const;

    const workshop& shop_;
    const submission& from_;
    const judging& how_;
    const points_table& points_;
    const cache& known_;
    starters given_;
    fs::path root_;
    bool given_laid_out_ = false;
    grader::os::deadline until_; // the end of the submission's time
    std::mutex lock_;            // of what several threads change in it and in a piece
    std::vector<piece> pieces_;  // all lessons, in order
};

} // namespace kit::grading
