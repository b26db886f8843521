// latency: what a server and a client on loopback cost. Started by ./kit bench.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <net/process.hpp>

#include "labels.hpp"
#include "many/workloads.hpp"
#include "report/text.hpp"
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

void say(const workload_result& of) {
    std::cout << '\n' << of.name << ", " << of.placement << '\n';
    if (!of.left_out.empty()) {
        std::cout << "  left out: " << of.left_out << '\n';
        return;
    }
    for (const auto& each : of.subjects) {
        std::cout << "  " << padded(each.name, 30);
        if (!each.failure.empty()) {
            std::cout << each.failure << '\n';
            continue;
        }
        for (const double part : {0.5, 0.99, 1.0})
            std::cout << to_the_right(microseconds(each.times.percentile(part)), 9);
        const auto [least, greatest] =
            std::minmax_element(each.ratios.begin(), each.ratios.end());
        std::cout << "  " << median_of(each.ratios) << " " << *least << ".." << *greatest
                  << "  " << in_words(verdict_of(of, each)) << '\n';
    }
}

void say(const report& all) {
    for (const auto& [name, value] : all.labels)
        std::cout << padded(name, 20) << value << '\n';
    for (const auto& each : all.warnings)
        std::cout << "warning: " << each << '\n';
    for (const auto& each : all.workloads)
        say(each);
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
    std::error_code error;
    std::filesystem::create_directories(how.out, error);
    report made;
    std::string why;
    add_labels(made, how);
    const auto before = os::work_so_far();
    const auto begin = std::chrono::steady_clock::now();
    if (!run(all, how, how.out / "results.json", made, why)) {
        std::cerr << why << "; --out FOLDER puts it elsewhere.\n";
        return status_failed;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    add_disturbance(made, before, took.count());
    say(made);
    return status_good;
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
