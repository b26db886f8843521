// Draws plots by gnuplot, a program of its own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "plot.hpp"

namespace bench {

/// A plot as two <svg> elements for a page: for a screen, and for a telephone.
struct drawing {
    std::string wide, narrow;
};

/// Where gnuplot is; nothing: not in PATH.
[[nodiscard]] std::optional<std::filesystem::path> find_gnuplot();

/// Writes NAME.dat, NAME.gp and NAME.svg to `folder`, so that somebody can draw it again
/// otherwise. Nothing, and why: gnuplot failed, or a file cannot be written.
[[nodiscard]] std::optional<drawing> draw(const std::filesystem::path& gnuplot,
                                          const plot& what,
                                          const std::filesystem::path& folder,
                                          std::string& why);

} // namespace bench
