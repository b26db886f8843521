// What kit grade and kit grade-class have in common.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "../grading/formats.hpp"
#include "../grading/judging.hpp"
#include "../parallel.hpp"
#include "options.hpp"

namespace kit {

/// Exit status: the grader itself could not work.
inline constexpr int status_broken = status_impossible;

struct grading_settings {
    grading::judging judging;
    grading::feedback level = grading::feedback::full;
    std::set<std::string> formats;
    std::optional<grading::points_table> points;
    fs::path private_tests; ///< empty: none
    fs::path points_file;
    fs::path build;          ///< where the kit's own parts are built
    bool build_first = true; ///< no folder was named: they may not be up to date
    bool jailed = true;
};

/// The options with a value that both have, and those without.
#define KIT_GRADING_OPTIONS                                                              \
    "--lessons", "--format", "--seed", "--tests", "--points", "--feedback",              \
        "--feedback-after", "--attempt", "--limit", "--build"
#define KIT_GRADING_FLAGS "--no-jail", "--no-tower"

/// Reads them; says what is wrong, and sets bad().
[[nodiscard]] grading_settings read_settings(const project& where, options& asked,
                                             std::set<std::string> formats);

/// Builds what is linked with submissions and opens the workshop; nothing after a word
/// about why not. No jail to be had, and none given up: that, too.
[[nodiscard]] std::unique_ptr<grading::workshop>
open_workshop(const project& where, const grading_settings& settings);

/// Whether the call fits what the workshop has: the points name tests that there are, and
/// the reference passes the private tests, which else would take points from everybody.
/// status_good, or another after a word about it. `known`: where verdicts are kept.
[[nodiscard]] int fits(const project& where, const grading::workshop& shop,
                       const grading_settings& settings,
                       const grading::cache& known = {});

/// Sets what verdicts that are kept depend on. False, after a word about it: it cannot be
/// found out.
[[nodiscard]] bool find_identity(const grading::workshop& shop,
                                 grading_settings& settings);

/// Writes the verdict in the formats asked for, as students may read it; what their
/// private tests say, to the file that is the instructor's. False, after a word about it:
/// it could not be written.
[[nodiscard]] bool write_reports(const grading::verdict& all, const fs::path& folder,
                                 const grading_settings& settings,
                                 const fs::path& instructors);

} // namespace kit
