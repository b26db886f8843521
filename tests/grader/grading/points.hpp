// What lessons and tests are worth: a text that an instructor can read and replace.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "verdict.hpp"

namespace kit::grading {

/// points.txt. A line is one of
///   06 10                  the points of lesson 06
///   06 2 "sends it all"    the weight of one of its tests (1 unless told otherwise)
///   06 given "shows help"  what was handed out passes it: it can cost, and not earn
///   tower 5                points, in all, for lessons that stand on one's own
class points_table {
  public:
    /// `why` tells which line is wrong; empty: none is.
    points_table(const std::string& text, std::string& why);

    /// Sets the weights of the tests and the lesson's points, from how they went.
    void score(judged_lesson& lesson) const;
    /// The sum, with the bonus for towers.
    void sum(verdict& all) const;
    [[nodiscard]] const std::string& text() const { return text_; }

    /// A line that names a lesson or a test.
    struct named {
        int line = 0;
        std::string lesson, test; ///< without a test: ""
    };
    [[nodiscard]] const std::vector<named>& names() const { return names_; }

  private:
    bool read_line(const std::string& line, int number);
    std::string text_;
    std::map<std::string, double> lessons_;
    std::map<std::string, double> tests_; ///< "06 sends it all"
    std::set<std::string> given_;         ///< the same
    std::vector<named> names_;
    double tower_ = 0;
};

/// What is wrong with the names in the table, where `tests` are those of each lesson;
/// with the line and the known name that is nearest. Empty: nothing.
[[nodiscard]] std::string
unknown_names(const points_table& points,
              const std::map<std::string, std::vector<std::string>>& tests);

} // namespace kit::grading
