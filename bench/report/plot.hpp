// Plots of a run, as commands and data for gnuplot.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/results.hpp"

namespace bench {

/// What is to be drawn, and what is said beside it.
struct plot {
    std::string name;  ///< of its files: "idle" for idle.dat, idle.gp, idle.svg
    std::string title; ///< plain text, as are the next two
    std::string caption;
    std::string alternative; ///< the figures in words, for who does not see it
    /// For gnuplot: reads NAME.dat in its folder; `narrow` is 1 where there is room for
    /// 40 characters only.
    std::string commands;
    std::string data; ///< NAME.dat: microseconds, where it says nothing else
    int height = 360; ///< in pixels; as wide as the page
};

// Each only where what it shows was measured.
[[nodiscard]] std::optional<plot> ratios_plot(const report& of);
[[nodiscard]] std::optional<plot> floors_plot(const report& of);
[[nodiscard]] std::optional<plot> nagle_plot(const report& of);
[[nodiscard]] std::optional<plot> idle_plot(const report& of);
[[nodiscard]] std::optional<plot> connections_plot(const report& of);
[[nodiscard]] std::optional<plot> open_loop_plot(const report& of);
[[nodiscard]] std::optional<plot> humps_plot(const report& of);

/// All of these that there are, in the order of a page.
[[nodiscard]] std::vector<plot> plots(const report& of);

/// A text that gnuplot takes as it is, in its commands ('...') and in its data ("...").
[[nodiscard]] std::string in_commands(std::string_view text);
[[nodiscard]] std::string in_data(std::string_view text);
/// "12.5", whatever the locale; enough digits for a drawing.
[[nodiscard]] std::string plotted(double value);

/// Who is drawn: has figures, and is not the A/A row.
[[nodiscard]] bool is_drawn(const subject_result& of);
/// The median of the repetitions' medians, in microseconds.
[[nodiscard]] double median_micros(const subject_result& of);
/// "16.62 µs", "44.05 ms", "1.20 s"; `micros` are microseconds.
[[nodiscard]] std::string with_unit(double micros);

} // namespace bench
