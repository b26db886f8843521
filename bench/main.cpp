// latency: what a server and a client on loopback cost. Started by ./kit bench.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <net/process.hpp>

#include "labels.hpp"
#include "many/workloads.hpp"
#include "os/terminal.hpp"
#include "peers/peers.hpp"
#include "peers/sockperf.hpp"
#include "report/compare.hpp"
#include "report/older.hpp"
#include "report/table.hpp"
#include "report/write.hpp"
#include "run.hpp"
#include "settings.hpp"
#include "workloads/workloads.hpp"

namespace bench {
namespace {

constexpr int status_good = 0, status_failed = 1, status_wrong_call = 2,
              status_interrupted = 130;

std::vector<workload> chosen(const settings& how) {
    auto all = one_client_workloads(how);
    auto many = many_workloads(how);
    std::move(many.begin(), many.end(), std::back_inserter(all));
    std::erase_if(all, [&](const workload& each) {
        return each.name.find(how.only) == std::string::npos;
    });
    return all;
}

/// Colour only where a person looks at it, and has not asked for none (no-color.org).
void say(const std::vector<line>& lines) {
    const bool colour = grader::os::output_is_terminal() &&
                        std::getenv("NO_COLOR") == nullptr && grader::os::enable_ansi();
    for (const line& each : lines) {
        static constexpr std::array<const char*, 5> paints{"", "\x1b[32m", "\x1b[31m",
                                                           "\x1b[2m", "\x1b[1m"};
        const char* paint = paints[static_cast<std::size_t>(each.as)];
        const bool painted = colour && *paint != '\0';
        std::cout << (painted ? paint : "") << each.text << (painted ? "\x1b[0m" : "")
                  << '\n';
    }
}

/// Where there is a figure of our own for it.
bool wants_outside_check(const settings& how, const report& of) {
    return how.full() && !of.interrupted &&
           std::any_of(of.workloads.begin(), of.workloads.end(),
                       [](const auto& each) { return each.name == checked_outside; });
}

outside_check sockperf_check() {
    auto result = run_sockperf(same_core());
    return {std::move(result.words), result.median};
}

int measure(settings how) {
    auto all = chosen(how);
    if (how.list) {
        for (const workload& each : all)
            std::cout << each.name << '\n';
        return status_good;
    }
    if (all.empty()) {
        std::cerr << "No workload's name contains \"" << how.only
                  << "\"; --list shows them.\n";
        return status_wrong_call;
    }
    std::string why;
    const auto older = how.compare ? older_file(*how.compare, why) : std::nullopt;
    if (how.compare && !older) {
        std::cerr << why << '\n';
        return status_wrong_call;
    }
    std::error_code error;
    std::filesystem::create_directories(how.out, error);
    report made;
    add_labels(made, how);
    const auto before = os::work_so_far();
    const auto begin = std::chrono::steady_clock::now();
    if (!run(all, how, how.out / "results.json", made, why)) {
        std::cerr << why << "; --out FOLDER puts it elsewhere.\n";
        return status_failed;
    }
    if (wants_outside_check(how, made))
        made.outside = sockperf_check();
    if (auto missing = peers_missing(); how.full() && !missing.empty())
        made.warnings.push_back(std::move(missing));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    add_disturbance(made, before, took.count());
    const text_options text{grader::os::output_is_terminal()};
    say(table(made, text));
    if (const auto* telling = most_telling(made)) {
        std::cout << '\n';
        say(histogram_lines(*telling, text));
    }
    std::optional<comparison> change;
    if (older) {
        change = compared(*older, made);
        std::cout << '\n';
        say(table(*change));
    }
    std::cout << "\nThe figures are in " << (how.out / "results.json").string() << '\n';
    for (const auto& sentence : write_report(made, change ? &*change : nullptr, how.out))
        std::cout << sentence << '\n';
    return made.interrupted ? status_interrupted : status_good;
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
    std::string wrong;
    const auto how = bench::read_settings({argv + 1, argv + argc}, wrong);
    if (!how) {
        std::cerr << wrong << '\n' << bench::usage;
        return bench::status_wrong_call;
    }
    if (how->help) {
        std::cout << bench::usage;
        return bench::status_good;
    }
    return bench::measure(*how);
}
