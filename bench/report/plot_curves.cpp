// Plots of something that grows: connections, percentiles, times.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "plot.hpp"
#include "svg.hpp"
#include "text.hpp"

namespace bench {
namespace {

struct curve {
    std::string name;
    std::map<double, double> points;
};

/// A curve for each subject of the workloads of one kind, over their x.
std::vector<curve> curves(const report& of, kind what,
                          const std::function<double(const subject_result&)>& y) {
    std::vector<curve> all;
    for (const auto& workload : of.workloads) {
        if (workload.what != what || !workload.left_out.empty())
            continue;
        for (const auto& each : workload.subjects) {
            if (!is_drawn(each))
                continue;
            auto to = std::find_if(all.begin(), all.end(), [&](const curve& one) {
                return one.name == each.name;
            });
            if (to == all.end())
                to = all.insert(all.end(), {each.name, {}});
            to->points[workload.x] = y(each);
        }
    }
    std::erase_if(all, [](const curve& one) { return one.points.size() < 2; });
    return all;
}

/// Blocks of data, one a curve, and the command that draws them.
void draw(plot& into, const std::vector<curve>& all, const std::string& how) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        into.data += std::string(i > 0 ? "\n\n" : "") + "# " + clean(all[i].name) + "\n";
        for (const auto& [x, y] : all[i].points)
            into.data += plotted(x) + " " + plotted(y) + "\n";
        into.commands += (i == 0 ? "plot '" + into.name + ".dat'" : std::string("  ''")) +
                         " index " + std::to_string(i) + " using 1:2 with " + how +
                         " lc rgb '" + ink::series[i % std::size(ink::series)] + "' dt " +
                         std::to_string(1 + i / std::size(ink::series)) + " title " +
                         in_commands(cut(all[i].name, 46)) +
                         (i + 1 < all.size() ? ", \\\n" : "\n");
    }
}

/// "epoll, by hand: 0 4.98 µs, 1000 5.03 µs; ..."
std::string alternative_of(const std::vector<curve>& all,
                           const std::function<std::string(double)>& words) {
    std::string text;
    for (const curve& each : all) {
        text += (text.empty() ? "" : "; ") + clean(each.name) + ":";
        for (const auto& [x, y] : each.points)
            text += " " + plotted(x) + " " + words(y) +
                    (x == each.points.rbegin()->first ? "" : ",");
    }
    return text + ".";
}

/// Lines and names never meet; one column on a telephone, where names need all of it.
constexpr const char* key_below = "set key above left maxcols narrow ? 1 : 2\n";
constexpr const char* line_points = "linespoints pt 7 ps 0.6 lw 2";

/// The open loop that asks for most.
const workload_result* busiest(const report& of) {
    const workload_result* found = nullptr;
    for (const auto& each : of.workloads)
        if (each.what == kind::open_loop && each.left_out.empty() &&
            !each.subjects.empty() && each.subjects.front().times.count() > 0 &&
            (found == nullptr || each.x > found->x))
            found = &each;
    return found;
}

/// Percentiles over 1/(1 - part), so that each nine takes as much room; as far as there
/// are values for.
curve percentiles(std::string name, const histogram& times) {
    curve made{std::move(name), {}};
    const auto count = static_cast<double>(times.count());
    for (int step = 2; step <= 40; ++step) {
        const double beyond = std::pow(10, -step / 10.0);
        if (count * beyond < 3)
            break;
        made.points[1 / beyond] = times.percentile(1 - beyond) / 1e3;
    }
    return made;
}

/// The baseline, and who answers last of all.
std::vector<const subject_result*> two_of(const workload_result& of) {
    std::vector<const subject_result*> shown{&of.subjects.front()};
    const subject_result* slowest = nullptr;
    for (const auto& each : of.subjects)
        if (is_drawn(each) && each.as != role::baseline &&
            (slowest == nullptr ||
             each.times.percentile(0.99) > slowest->times.percentile(0.99)))
            slowest = &each;
    if (slowest != nullptr)
        shown.push_back(slowest);
    return shown;
}

const workload_result* trip(const report& of, std::string_view name) {
    for (const auto& each : of.workloads)
        if (each.name == name && each.left_out.empty() && !each.subjects.empty() &&
            each.subjects.front().times.count() > 0)
            return &each;
    return nullptr;
}

} // namespace

std::optional<plot> idle_plot(const report& of) {
    const auto all = curves(of, kind::idle, median_micros);
    if (all.empty())
        return std::nullopt;
    plot made;
    made.name = "idle";
    made.title = "A round trip beside connections that say nothing";
    made.caption = "One connection works, the others are idle. poll hands the system the "
                   "list of all of them each time; epoll leaves it there, and does not "
                   "notice them.";
    made.alternative = "Median round trip by the number of idle connections. " +
                       alternative_of(all, [](double y) { return with_unit(y); });
    made.commands = "set xlabel 'idle connections'\nset ylabel 'microseconds (median)'\n"
                    "set yrange [0:*]\n" +
                    std::string(key_below);
    draw(made, all, line_points);
    return made;
}

std::optional<plot> connections_plot(const report& of) {
    const auto all = curves(of, kind::connections, [](const subject_result& each) {
        const double micros = median_micros(each);
        return micros > 0 ? 1e3 / micros : 0;
    });
    if (all.empty())
        return std::nullopt;
    plot made;
    made.name = "connections";
    made.title = "A thread for each connection, or a loop for all?";
    made.caption = "Requests of 64 bytes that are answered in a second, all connections "
                   "at work, each "
                   "with one request under way (closed loop). Higher is better.";
    made.alternative = "Thousands of requests a second by the number of connections. " +
                       alternative_of(all, [](double y) { return short_number(y); });
    made.data = "# connections, thousands of requests a second\n";
    made.commands = "set xlabel 'connections'\nset ylabel 'thousand requests a second'\n"
                    "set logscale x\nset xrange [0.8:1250]\n"
                    "set yrange [0:*]\n" +
                    std::string(key_below);
    made.height += 20 * static_cast<int>((all.size() + 1) / 2);
    draw(made, all, line_points);
    return made;
}

std::optional<plot> open_loop_plot(const report& of) {
    const auto* shown = busiest(of);
    if (shown == nullptr)
        return std::nullopt;
    std::vector<curve> all;
    std::string words;
    for (const auto* each : two_of(*shown)) {
        all.push_back(percentiles(each->name + ", as intended", each->times));
        all.push_back(percentiles(each->name + ", as sent", each->from_send));
        words +=
            " " + clean(each->name) + ": 99th percentile " +
            with_unit(each->times.percentile(0.99) / 1e3) + " from the intended send, " +
            with_unit(each->from_send.percentile(0.99) / 1e3) + " from the real one.";
    }
    std::erase_if(all, [](const curve& one) { return one.points.size() < 2; });
    if (all.empty())
        return std::nullopt;
    plot made;
    made.name = "open_loop";
    made.title = "Who waits in front of the connection is not forgotten";
    made.caption =
        "Requests come at fixed instants (" + short_number(shown->x / 1000) +
        " thousand a second on 16 connections), whatever became of the earlier ones. "
        "Timed from the instant that was intended, a stall of the server counts for "
        "everybody who had to wait. Timed from when the request was really sent, as a "
        "closed loop does it, most of the wait is left out (coordinated omission).";
    made.alternative = "Percentiles of the answer's time." + words;
    made.data = "# 1/(1 - part), microseconds\n";
    made.commands =
        "set ylabel 'microseconds'\nset xlabel 'percentile'\nset logscale xy\n"
        "set xtics ('50%%' 2, '90%%' 10, '99%%' 100, '99.9%%' 1000, '99.99%%' "
        "10000)\n" +
        std::string(key_below);
    draw(made, all, "lines lw 2");
    return made;
}

std::optional<plot> humps_plot(const report& of) {
    const auto* shown = trip(of, "round_trip/64/unpinned");
    if (shown == nullptr)
        return std::nullopt;
    const histogram& times = shown->subjects.front().times;
    constexpr int bins = 60;
    const double from = static_cast<double>(std::max<std::int64_t>(1, times.min()));
    const double to = std::max(times.percentile(0.999), from * 1.5);
    const double step = std::pow(to / from, 1.0 / bins);
    plot made;
    made.name = "humps";
    made.title = "One program, left to the system's choice of processor";
    made.caption =
        "How often a round trip of 64 bytes took how long, with nobody pinned. Client "
        "and server are sometimes on one core and sometimes on two, where one must "
        "wake the other: the median of such a run tells which was more frequent, not "
        "how fast the code is.";
    made.data = "# microseconds, percent of all\n";
    double most = 0;
    for (int i = 0; i < bins; ++i) {
        const double low = from * std::pow(step, i);
        const double part =
            times.between(low, low * step) / static_cast<double>(times.count());
        most = std::max(most, part);
        made.data += plotted(low / 1e3) + " " + plotted(part * 100) + "\n";
    }
    made.alternative = "Percentiles without pinning: ";
    for (const auto& [words, part] :
         {std::pair{"10th ", 0.1}, {"median ", 0.5}, {"90th ", 0.9}, {"99th ", 0.99}})
        made.alternative += words + with_unit(times.percentile(part) / 1e3) + "; ";
    made.commands = "set xlabel 'microseconds'\nset ylabel 'percent of all'\n"
                    "set logscale x\nset key off\n";
    for (const auto& [name, words] : {std::pair{"round_trip/64/same_core", "one core"},
                                      {"round_trip/64/two_cores", "two cores"}})
        if (const auto* pinned = trip(of, name)) {
            const double median = median_micros(pinned->subjects.front());
            made.alternative += std::string("pinned to ") + words + ", median " +
                                with_unit(median) + "; ";
            made.commands += "set arrow from " + plotted(median) + ", graph 0 to " +
                             plotted(median) + ", graph 0.91 nohead front dt 2 lc rgb '" +
                             ink::faint + "'\nset label " + in_commands(words) + " at " +
                             plotted(median) + ", graph 0.95 center textcolor rgb '" +
                             ink::faint + "'\n";
            made.caption += made.caption.ends_with("is.") ? " Dashed: the medians when "
                                                            "pinned."
                                                          : "";
        }
    made.commands +=
        "set yrange [0:" + plotted(most * 118) + "]\nset xrange [" +
        plotted(from / 1e3 / step) + ":" + plotted(to / 1e3 * step) + "]\n" +
        "plot 'humps.dat' using 1:2 with fillsteps fs solid 0.35 noborder lc "
        "rgb '" +
        ink::series[0] + "', '' using 1:2 with steps lw 2 lc rgb '" + ink::series[0] +
        "'\n";
    return made;
}

} // namespace bench
