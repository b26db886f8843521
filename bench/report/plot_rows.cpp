// Plots that have a row for each subject: ratios, floors, Nagle.
#include <algorithm>
#include <cmath>
#include <utility>

#include "figures.hpp"
#include "plot.hpp"
#include "svg.hpp"

namespace bench {
namespace {

/// Rows from top to bottom are 0, -1, -2, ...: their names stand at the left.
std::string rows_axis(std::size_t rows) {
    return "set border 1\nset yrange [" + std::to_string(1 - static_cast<int>(rows)) +
           ".6:0.6]\nset ytics scale 0\nset grid noytics xtics\nset key off\n";
}

std::string number_of(std::size_t row) {
    return row == 0 ? "0" : "-" + std::to_string(row);
}

/// The same-core comparisons of one client, which have goals.
bool has_dots(const workload_result& of) {
    const bool wanted = of.what == kind::connect || of.what == kind::stream ||
                        (of.what == kind::round_trip && (of.x == 64 || of.x == 16384));
    return wanted && of.left_out.empty() && of.name.ends_with("/same_core");
}

/// The axis of ratios. What is drawn beyond would hide the differences that matter.
struct axis {
    double low = 0.95,
           high = 1.06; ///< at least so much, and further where a row needs it
    [[nodiscard]] double shown(double ratio) const {
        return std::clamp(ratio, low, high);
    }
};
constexpr double least_ratio = 0.8, most_ratio = 1.3;

/// What strays from itself has no say in it.
axis axis_of(const report& of) {
    axis made;
    for (const auto& each : of.workloads) {
        const double strays = stray(each);
        if (!has_dots(each) || strays < 0 || strays > most_stray)
            continue;
        for (const auto& one : each.subjects)
            if (const auto ratios = spread_of(one.ratios)) {
                made.low = std::min(made.low, std::max(ratios->least, least_ratio));
                made.high = std::max(made.high, std::min(ratios->greatest, most_ratio));
            }
    }
    return made;
}

constexpr std::size_t name_width = 22;

struct dots {
    axis x;
    std::string lines;    ///< rows with a ratio
    std::string bands;    ///< the A/A rows' spreads, behind the rows that they judge
    std::string beyond;   ///< ratios that lie outside, at the edge
    std::string headings; ///< the workloads' names
    std::string alternative;
    std::size_t rows = 0;
};

const char* colour_of(const workload_result& in, const subject_result& of) {
    if (of.as == role::again)
        return "0x010205";
    switch (verdict_of(in, of)) {
    case verdict::slower:
        return "0x010201";
    case verdict::faster:
        return "0x010202";
    case verdict::same:
        return "0x010200";
    case verdict::no_verdict:
        break;
    }
    return "0x010205";
}

void add_dot(dots& to, const workload_result& in, const subject_result& of,
             const spread& ratios) {
    const std::string y = number_of(to.rows++);
    const double shown = to.x.shown(ratios.middle);
    to.lines += y + " " + plotted(shown) + " " + plotted(to.x.shown(ratios.least)) + " " +
                plotted(to.x.shown(ratios.greatest)) + " " + colour_of(in, of) + " " +
                in_data(cut(of.name, name_width)) + "\n";
    if (shown != ratios.middle)
        to.beyond +=
            y + " " + plotted(shown) + " " +
            in_data(parts_of(ratios).middle +
                    (shown < ratios.middle ? " \xE2\x86\x92" : " \xE2\x86\x90")) +
            "\n";
    to.alternative +=
        " " + clean(of.name) + " " + ratio_text(ratios) + ", " + row_word(in, of) + ";";
}

void add_dots(dots& to, const workload_result& of) {
    // All of them are "/same_core", and a telephone has little room.
    const auto shown = std::string_view(of.name).substr(0, of.name.rfind('/'));
    to.headings += number_of(to.rows) + " " + in_data(cut(shown, name_width)) + "\n";
    to.alternative += " " + clean(of.name) + ":";
    const std::size_t first = to.rows++;
    for (const auto& each : of.subjects)
        if (const auto ratios = spread_of(each.ratios);
            ratios && each.as != role::baseline)
            add_dot(to, of, each, *ratios);
    const auto* again = again_in(of);
    if (const auto band = again ? spread_of(again->ratios) : std::nullopt)
        to.bands += plotted(to.x.shown(band->least)) + " " +
                    plotted(to.x.shown(band->greatest)) + " " + number_of(to.rows - 1) +
                    ".5 -" + std::to_string(first) + ".5\n";
}

/// A named length, for the floors and for Nagle.
struct bar {
    std::string name;
    double micros = 0, least = 0, greatest = 0;
};

std::string alternative_of(const std::vector<bar>& bars) {
    std::string words;
    for (const bar& each : bars)
        words +=
            (words.empty() ? "" : "; ") + clean(each.name) + " " + with_unit(each.micros);
    return words + ".";
}

const workload_result* measured(const report& of, std::string_view name) {
    for (const auto& each : of.workloads)
        if (each.name == name && each.left_out.empty() && !each.subjects.empty() &&
            !each.subjects.front().medians.empty())
            return &each;
    return nullptr;
}

/// Floors below `tcp`, and above it what a library adds: its ratio, which is steadier
/// than its own time.
std::vector<bar> ladder(const report& of, double tcp) {
    std::vector<bar> all;
    for (const char* place : {"floors/64/same_core", "floors/64/two_cores"})
        if (const auto* floors = measured(of, place))
            for (const auto& each : floors->subjects)
                if (each.as == role::floor && is_drawn(each))
                    all.push_back({each.name, median_micros(each)});
    all.push_back({"TCP, hand-written", tcp});
    // Libraries are measured with the hand-written client, beside the other servers.
    for (const auto& [name, libraries] :
         {std::pair{"round_trip/64/same_core", false}, {"servers/64/same_core", true}})
        if (const auto* trips = measured(of, name))
            for (const auto& each : trips->subjects)
                if (each.as == (libraries ? role::peer : role::subject) &&
                    is_drawn(each) && !each.ratios.empty())
                    all.push_back({each.name, tcp * median_of(each.ratios)});
    std::stable_sort(all.begin(), all.end(),
                     [](const bar& a, const bar& b) { return a.micros < b.micros; });
    return all;
}

} // namespace

std::optional<plot> ratios_plot(const report& of) {
    dots all;
    all.x = axis_of(of);
    for (const auto& each : of.workloads)
        if (has_dots(each))
            add_dots(all, each);
    if (all.lines.empty())
        return std::nullopt;
    plot made;
    made.name = "ratios";
    made.title = "How much slower than hand-written?";
    made.caption =
        "The median of each repetition divided by the hand-written code's; 1 is as fast. "
        "The dot is the middle repetition, the line reaches from the least to the "
        "greatest. The grey band is the same code against itself (A/A): a dot inside it "
        "says nothing. Orange is slower, green faster, blue neither. An arrow: further "
        "out than the axis goes.";
    made.alternative = "Ratios to the hand-written code, on one core." + all.alternative;
    made.height = static_cast<int>(all.rows) * 19 + 80;
    const std::string none = all.beyond.empty() ? "-99 1 \"\"\n" : all.beyond;
    made.data = "# row ratio least greatest colour name\n" + all.lines +
                "\n\n# the A/A bands: least greatest bottom top\n" + all.bands +
                "\n\n# workloads: row name\n" + all.headings +
                "\n\n# beyond the axis: row edge ratio\n" + none;
    made.commands =
        rows_axis(all.rows) +
        "set xlabel 'ratio to hand-written'\nset format x '%g'\n"
        "low = " +
        plotted(all.x.low - 0.01) + "\nhigh = " + plotted(all.x.high + 0.01) +
        "\nset xrange [low:high]\nset xtics high - low > 0.3 ? 0.1 : 0.05\n"
        "set lmargin narrow ? 20 : 26\n"
        "set arrow from 1, graph 0 to 1, graph 1 nohead lc rgb '" +
        std::string(ink::text) +
        "' lw 1 front\n"
        "plot 'ratios.dat' index 1 using ($1+$2)/2:($3+$4)/2:1:2:3:4 with boxxyerror fs "
        "solid 0.22 noborder lc rgb '" +
        ink::faint +
        "', \\\n"
        "  '' index 2 using (low):1:2 with labels right offset -0.5,0 textcolor "
        "rgb '" +
        ink::faint +
        "', \\\n"
        "  '' index 0 using 2:1:3:4:(int(column(5))):ytic(6) with xerrorbars lc rgb "
        "variable lw 2 pt 7 ps 0.55, \\\n"
        "  '' index 3 using 2:1:3 with labels right offset -0.5,0.4 textcolor rgb '" +
        ink::text + "'\n";
    return made;
}

std::optional<plot> floors_plot(const report& of) {
    const auto* floors = measured(of, "floors/64/same_core");
    if (floors == nullptr)
        return std::nullopt;
    const double tcp = median_micros(floors->subjects.front());
    const auto bars = ladder(of, tcp);
    plot made;
    made.name = "floors";
    made.title = "Where do " + plotted(std::round(tcp * 10) / 10) + " \xC2\xB5s go?";
    made.caption =
        "A round trip of 64 bytes, from the cheapest way between two threads to what a "
        "library lays over TCP. The dark end of a bar is what it costs more than the "
        "one above. The bars after TCP are the hand-written one's time multiplied by "
        "the ratio of the row, which is steadier than a time. Shared memory, where it "
        "is shown, spins on two cores; all else blocks on one.";
    made.alternative = "Median round trips: " + alternative_of(bars);
    made.height = static_cast<int>(bars.size()) * 24 + 70;
    made.data = "# row from to whole name words\n";
    double before = 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        made.data += number_of(i) + " " + plotted(before) + " " +
                     plotted(bars[i].micros) + " " + in_data(cut(bars[i].name, 26)) +
                     " " + in_data(with_unit(bars[i].micros)) + "\n";
        before = bars[i].micros;
    }
    made.commands =
        rows_axis(bars.size()) +
        "set xlabel 'microseconds (median)'\nset lmargin narrow ? 22 : 26\n"
        "set xrange [0:" +
        plotted(before) +
        "*(narrow ? 1.42 : 1.18)]\n"
        "plot 'floors.dat' using ($3/2):1:(0):3:($1-0.33):($1+0.33):ytic(4) with "
        "boxxyerror fs solid 0.3 noborder lc rgb '" +
        ink::series[0] +
        "', \\\n"
        "  '' using ($3/2):1:2:3:($1-0.33):($1+0.33) with boxxyerror fs solid 1 noborder "
        "lc rgb '" +
        ink::series[0] +
        "', \\\n"
        "  '' using 3:1:5 with labels left offset 0.5,0 textcolor rgb '" +
        ink::text + "'\n";
    return made;
}

std::optional<plot> nagle_plot(const report& of) {
    const auto* measured_one = measured(of, "nagle/same_core");
    if (measured_one == nullptr)
        return std::nullopt;
    std::vector<bar> bars;
    for (const auto& each : measured_one->subjects)
        if (is_drawn(each))
            bars.push_back({each.name, median_micros(each),
                            static_cast<double>(each.times.min()) / 1e3,
                            each.times.percentile(0.99) / 1e3});
    plot made;
    made.name = "nagle";
    made.title = "Two small writes, and Nagle's algorithm";
    made.caption =
        "Write 32 bytes, write 32 more, read the answer. With Nagle's algorithm (RFC "
        "896) the second write waits for the acknowledgement of the first, which the "
        "receiver delays (RFC 1122, 4.2.3.2). The axis is logarithmic: each step is "
        "ten times as long. The dot is the median, the line reaches from the least to "
        "the 99th percentile.";
    made.alternative = "Median times: " + alternative_of(bars);
    made.height = static_cast<int>(bars.size()) * 34 + 80;
    made.data = "# row median least p99 name words\n";
    for (std::size_t i = 0; i < bars.size(); ++i)
        made.data += number_of(i) + " " + plotted(bars[i].micros) + " " +
                     plotted(bars[i].least) + " " + plotted(bars[i].greatest) + " " +
                     in_data(cut(bars[i].name, 26)) + " " +
                     in_data(with_unit(bars[i].micros)) + "\n";
    made.commands =
        rows_axis(bars.size()) +
        "set logscale x\nset xrange [1:200000]\nset lmargin narrow ? 17 : 26\n"
        "set xtics ('1 \xC2\xB5s' 1, '10' 10, '100' 100, '1 ms' 1000, '10' 10000, "
        "'100 ms' 100000)\n"
        "plot 'nagle.dat' using 2:1:3:4:ytic(5) with xerrorbars lc rgb '" +
        std::string(ink::series[0]) +
        "' lw 2 pt 7 ps 0.8, \\\n"
        "  '' using 2:1:6 with labels center offset 0,0.9 textcolor rgb '" +
        ink::text + "'\n";
    return made;
}

} // namespace bench
