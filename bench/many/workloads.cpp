#include "many/workloads.hpp"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "many/blocks.hpp"
#include "os/os.hpp"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t bytes = 64;
constexpr std::size_t open_loop_connections = 16;

/// Why so many connections at each of so many servers cannot be had; empty: they can.
std::string why_not(std::size_t connections, std::size_t servers) {
    static const std::uint64_t most = os::raise_open_files();
    // One server has its own connections only, this process has all.
    const std::uint64_t needed = connections * servers + 100;
    if (needed <= most)
        return {};
    return std::to_string(connections) + " connections at each of " +
           std::to_string(servers) + " servers need " + std::to_string(needed) +
           " open files; this system allows " + std::to_string(most) +
           " (`ulimit -n` and `ulimit -Hn` show the limit)";
}

workload named(std::string name, kind what, std::size_t x, const placement& where) {
    workload made;
    made.name = std::move(name);
    made.what = what;
    made.x = static_cast<double>(x);
    made.where = where;
    made.bytes = bytes;
    return made;
}

/// Runs a plan; its subjects' functions stay empty, for the plan starts them.
workload in_blocks(workload made, block_plan plan) {
    plan.where = made.where;
    for (const many_subject& each : plan.subjects) {
        made.subjects.emplace_back();
        made.subjects.back().name = each.name;
        made.subjects.back().as = each.as;
    }
    if (made.where.missing.empty())
        made.where.missing = why_not(plan.connections + plan.idle, plan.subjects.size());
    made.repetition = [run = std::make_shared<blocks>(std::move(plan))](
                          workload_result& into) { return run->repetition(into); };
    return made;
}

workload connections(const settings& how, std::size_t count) {
    block_plan plan;
    plan.subjects = many_subjects(kind::connections, how.full());
    plan.connections = count;
    // Long enough for each of the connections to have its turn some times.
    plan.block = count > 100 ? 30ms : how.full() ? 10ms : 5ms;
    plan.turns = how.rounds(count > 100 ? 6 : how.full() ? 12 : 5);
    return in_blocks(named("connections/" + std::to_string(count) + "/same_core",
                           kind::connections, count, same_core()),
                     std::move(plan));
}

/// 16 connections. Client and server share a processor, and a wait for an instant is
/// work, too: 100 percent cannot be reached.  `load` percent of what the baseline does on
/// one of them.
workload open_loop(const settings& how, unsigned load) {
    block_plan plan;
    plan.subjects = many_subjects(kind::open_loop, false);
    plan.connections = open_loop_connections;
    plan.block =
        how.full() ? 600ms : 50ms; // so that each has a stall of each half second
    plan.turns = 1;
    plan.load = load / 100.0;
    plan.median = median_of_what::requests;
    return in_blocks(named("open_loop/load_" + std::to_string(load) + "/same_core",
                           kind::open_loop, 0, same_core()),
                     std::move(plan));
}

/// A connection at work beside others that say nothing.
workload idle(const settings& how, std::size_t count) {
    block_plan plan;
    plan.subjects = many_subjects(kind::idle, false);
    plan.idle = count;
    plan.median = median_of_what::requests;
    plan.warming = 10;
    plan.requests = 40;
    plan.turns = how.rounds(how.full() ? 20 : 8);
    return in_blocks(named("idle/" + std::to_string(count) + "/same_core", kind::idle,
                           count, same_core()),
                     std::move(plan));
}

} // namespace

std::vector<workload> many_workloads(const settings& how) {
    std::vector<workload> all;
    const bool smoke = how.how_much == settings::size::smoke;
    const bool full = how.full();
    for (const std::size_t count : {1u, 10u, 100u, 1000u})
        if (full || count == 1 || count == (smoke ? 10u : 100u))
            all.push_back(connections(how, count));
    for (const std::size_t count : {0u, 100u, 1000u, 3000u})
        if (full || count == 0 || count == (smoke ? 100u : 1000u))
            all.push_back(idle(how, count));
    for (const unsigned load : {10u, 25u, 40u})
        if (full || (smoke && load == 25))
            all.push_back(open_loop(how, load));
    return all;
}

} // namespace bench
