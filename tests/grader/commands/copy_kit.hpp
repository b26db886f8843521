// Copies of the kit for others.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../project.hpp"

namespace kit {

/// What no copy needs: what is made, and what is somebody's own.
inline constexpr std::string_view made_here[] = {"build", ".first-byte", ".git"};

/// Copies the kit without the paths in `left_out` (from the root) to a folder. The number
/// of files; 0 after a word about what went wrong.
[[nodiscard]] std::size_t copy_kit(const project& where, const fs::path& to,
                                   std::span<const std::string_view> left_out);

/// Copies what students get: the kit without what is not for them, and nothing that is
/// not the kit's, whose it is nobody knows (private tests, notes, marks).
/// `private_tests`: where those are, if anywhere. Returns what was left out as not the
/// kit's; `count`: files, or 0 after a word about what went wrong.
[[nodiscard]] std::vector<std::string> copy_for_students(const project& where,
                                                         const fs::path& to,
                                                         const fs::path& private_tests,
                                                         std::size_t& count);
/// Whether a path (from the root) lies where the kit has files of its own.
[[nodiscard]] bool is_the_kits(const std::string& path);

/// Whether a folder can take a copy: new or empty, and not in the kit; says why not.
[[nodiscard]] bool fit_for_copy(const project& where, const fs::path& to);

/// Whether every lesson is as it was given, so that no copy has somebody's answers; says
/// which is not.
[[nodiscard]] bool lessons_are_given(const project& where);

/// What students must not have, besides what no copy needs.
[[nodiscard]] std::span<const std::string_view> not_for_students();

} // namespace kit
