// The tools that First Byte uses besides itself: the one list of them. For what each is
// needed, whether this machine has it, and the package that brings it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

/// What a tool is for; a set of them is their sum.
enum use : std::uint8_t {
    to_build = 1, ///< every lesson
    to_look = 2,  ///< what the lessons' texts and kit packets show
    to_grade = 4,
    to_test = 8,  ///< First Byte's own tests: kit test
    to_read = 16, ///< the site: kit docs
    to_measure = 32,
    on_cluster = 64, ///< kit grade-class --emit slurm
};

/// The package managers, in the order of tool::packages.
enum class manager { apt, brew, dnf, pacman, zypper, apk, pkg, winget };

struct tool {
    std::string_view name;     ///< as people say it, in one word
    std::string_view found_by; ///< a program in PATH, or files; the first of "a|b" counts
    std::uint8_t uses;
    std::string_view for_what; ///< what is missing without it
    /// By manager; empty: the manager has none, or the system has the tool by itself.
    std::string_view packages[8];
    /// Too large, or too different from system to system, to be installed unasked-for.
    bool by_hand = false;
    bool linux_only = false;
};

[[nodiscard]] std::span<const tool> all_tools();

/// The tool of that name or found by that program; nullptr: it is not in the list.
[[nodiscard]] const tool* tool_of(std::string_view name);

/// The first of its signs that this machine has: the program's name, or the file.
[[nodiscard]] std::optional<std::string> found_as(const tool& which);

/// Whether this machine has it.
[[nodiscard]] bool is_here(const tool& which);

/// The tools for these uses that this machine lacks and this system could have.
[[nodiscard]] std::vector<const tool*> missing_for(std::uint8_t uses);

/// The package manager of this machine; nothing: none that is known.
[[nodiscard]] std::optional<manager> package_manager();

/// The command that installs what is missing, without sudo, as words. Empty: nothing to
/// install, or no manager that has it.
[[nodiscard]] std::vector<std::string>
install_command(const std::vector<const tool*>& missing);

/// The same as people type it, with sudo where it is needed.
[[nodiscard]] std::string typed_install_command(const std::vector<const tool*>& missing);

/// "there is no nc here": the words of every skipped test, which `kit test` counts.
[[nodiscard]] std::string none_here(std::string_view name);

/// "get it: sudo apt-get install -y --no-install-recommends tcpdump".
[[nodiscard]] std::string how_to_get(std::string_view name);

/// The names, with commas.
[[nodiscard]] std::string names_of(const std::vector<const tool*>& tools);

} // namespace kit
