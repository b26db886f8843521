// What a run shall measure.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct settings {
    enum class size {
        smoke, ///< each thing once: does it work at all?
        quick, ///< under 30 s
        full,  ///< some minutes
    };
    size how_much = size::quick;
    bool own = false; ///< the student's own lessons, too
    std::string only; ///< workloads whose names contain it
    std::size_t repetitions = 9;
    std::filesystem::path out;                    ///< the folder for the reports
    std::optional<std::filesystem::path> compare; ///< an older results.json
    bool list = false;
    bool help = false;

    [[nodiscard]] bool full() const { return how_much == size::full; }
    /// So many rounds in a whole run; a smoke run has a few of them.
    [[nodiscard]] std::size_t rounds(std::size_t whole) const {
        return how_much == size::smoke ? whole / 50 + 2 : whole;
    }
};

inline constexpr const char* usage =
    "usage: ./kit bench [--quick | --full | --smoke] [--own] [--compare OLD.json]\n"
    "                   [--out FOLDER] [--only TEXT] [--list] [--help]\n";

/// What the command line asks for; nothing, and what is wrong with it.
[[nodiscard]] std::optional<settings> read_settings(const std::vector<std::string>& words,
                                                    std::string& wrong);

} // namespace bench
