#include "plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "text.hpp"

namespace bench {

std::vector<plot> plots(const report& of) {
    std::vector<plot> all;
    for (auto* make : {ratios_plot, floors_plot, idle_plot, connections_plot,
                       open_loop_plot, nagle_plot, humps_plot})
        if (auto made = make(of))
            all.push_back(std::move(*made));
    return all;
}

std::string in_commands(std::string_view text) {
    std::string out = "'";
    for (const char c : clean(text))
        out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

std::string in_data(std::string_view text) {
    std::string out = clean(text);
    std::replace(out.begin(), out.end(), '"', '\'');
    std::replace(out.begin(), out.end(), '\\', '/');
    return '"' + out + '"';
}

std::string plotted(double value) {
    if (!std::isfinite(value))
        return "NaN";
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.7g", value);
    return text.data();
}

bool is_drawn(const subject_result& of) {
    return of.as != role::again && !of.medians.empty();
}

double median_micros(const subject_result& of) {
    return median_of(of.medians) / 1e3;
}

std::string with_unit(double micros) {
    if (micros >= 1e6)
        return short_number(micros / 1e6) + " s";
    if (micros >= 1e4)
        return short_number(micros / 1e3) + " ms";
    return short_number(micros) + " \xC2\xB5s";
}

} // namespace bench
