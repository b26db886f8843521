#include <array>
#include <string_view>
#include <utility>

#include "floors/floors.hpp"
#include "os/os.hpp"
#include "peers/peers.hpp"
#include "workloads.hpp"

namespace bench {
namespace {

constexpr std::size_t nagle_piece = 32;
constexpr std::size_t stream_bytes = 1u << 20;
constexpr std::size_t stream_piece = 64u << 10;

/// Who is compared where both sides are somebody's: the functions, and the servers that
/// stand on the same.
struct contestant {
    std::string name;
    role as;
    const client* functions;
    std::string echo;   ///< the program that echoes
    std::string stream; ///< the program that receives and says when it has all
    std::vector<std::string> stream_arguments;
};

std::vector<contestant> contestants(const settings& how) {
    const std::string whole = std::to_string(stream_bytes);
    const std::vector<std::string> answer_at_end{"--whole", whole, "--short"};
    std::vector<contestant> all{
        {"hand-written", role::baseline, &baseline_client(), "baseline-echo",
         "baseline-echo", answer_at_end},
        {"hand-written, again", role::again, &baseline_client(), "baseline-echo",
         "baseline-echo", answer_at_end},
        {"platform layer", role::subject, &platform_client(), "platform-echo",
         "platform-echo", answer_at_end},
    };
    if (const client* reference = reference_client())
        all.push_back({"lesson 08", role::subject, reference, "lesson-server",
                       "lesson-stream", answer_at_end});
    if (const client* own = how.own ? own_client() : nullptr)
        all.push_back(
            {"your own", role::subject, own, "own-server", "own-stream", answer_at_end});
    return all;
}

workload named(std::string name, kind what, double x, const placement& where) {
    workload made;
    made.name = std::move(name);
    made.what = what;
    made.x = x;
    made.where = where;
    return made;
}

/// A round trip of everybody.
workload round_trip_of(const settings& how, std::size_t bytes, const placement& where,
                       std::string_view place, std::size_t rounds) {
    auto made = named("round_trip/" + std::to_string(bytes) + "/" + std::string(place),
                      kind::round_trip, static_cast<double>(bytes), where);
    made.bytes = bytes;
    made.rounds = how.rounds(rounds);
    for (const auto& each : contestants(how))
        made.subjects.push_back(
            served(each.name, each.as, each.echo, {}, where,
                   [f = each.functions, bytes](const target& to, std::string& why) {
                       return f->round_trip(to, bytes, why);
                   }));
    return made;
}

/// Everybody's server, and those on other people's libraries, asked by the same client.
/// Apart from the other round trips: so many processes in turns leave each other's caches
/// colder, and a run without them can be compared with one.
workload servers_of(const settings& how, std::size_t bytes) {
    const auto where = same_core();
    auto made = named("servers/" + std::to_string(bytes) + "/same_core", kind::round_trip,
                      static_cast<double>(bytes), where);
    made.bytes = bytes;
    made.rounds = how.rounds(bytes > 1024 ? 4000 : 8000);
    const auto add = [&](std::string name, role as, std::string program) {
        made.subjects.push_back(served(std::move(name), as, std::move(program), {}, where,
                                       [bytes](const target& to, std::string& why) {
                                           return baseline_client().round_trip(to, bytes,
                                                                               why);
                                       }));
    };
    for (const auto& each : contestants(how))
        add(each.name, each.as, each.echo);
    for (const auto& peer : peers_built())
        add(peer.name, role::peer, peer.program);
    return made;
}

void add_round_trips(const settings& how, std::vector<workload>& to) {
    const bool full = how.full();
    struct size {
        std::size_t bytes, rounds;
        bool quick;
    };
    static constexpr std::array<size, 5> sizes{{{64, 4000, true},
                                                {16384, 2500, true},
                                                {1, 4000, false},
                                                {1024, 4000, false},
                                                {65536, 500, false}}};
    for (const size& each : sizes)
        if (full || each.quick)
            to.push_back(round_trip_of(how, each.bytes, same_core(), "same_core",
                                       full ? 2 * each.rounds : each.rounds));
    for (const size& each : sizes)
        if (each.bytes == 64 || full)
            to.push_back(round_trip_of(how, each.bytes, two_cores(), "two_cores",
                                       full ? each.rounds / 2 : each.rounds / 16));
    for (const size& each : sizes)
        if (full)
            to.push_back(
                round_trip_of(how, each.bytes, unpinned(), "unpinned", each.rounds));
    if (full)
        for (const std::size_t bytes : {64u, 16384u})
            to.push_back(servers_of(how, bytes));
}

workload connects(const settings& how) {
    const auto where = same_core();
    auto made = named("connect/same_core", kind::connect, 0, where);
    made.rounds = how.rounds(how.full() ? 2000 : 600);
    for (const auto& each : contestants(how))
        made.subjects.push_back(
            served(each.name, each.as, each.echo, {}, where,
                   [f = each.functions](const target& to, std::string& why) {
                       return f->connect_close(to, why);
                   }));
    return made;
}

/// `control`: the congestion control; empty: whichever the system has.
workload streams(const settings& how, const placement& where, std::string_view place,
                 const std::string& control = {}) {
    auto made = named("stream/" + std::to_string(stream_piece) + "/" +
                          (control.empty() ? "" : control + "/") + std::string(place),
                      kind::stream, static_cast<double>(stream_piece), where);
    made.bytes = stream_bytes;
    // A control that does not time itself is steady enough for a verdict, given time.
    made.rounds = how.rounds(control.empty() ? 100 : 500) * (how.full() ? 4 : 1);
    made.lives = control.empty() ? 4 : 10;
    for (const auto& each : contestants(how))
        made.subjects.push_back(
            served(each.name, each.as, each.stream, each.stream_arguments, where,
                   [f = each.functions, control](target to, std::string& why) {
                       to.congestion_control = control;
                       return f->stream(to, stream_bytes, stream_piece, why);
                   }));
    return made;
}

/// A round trip of 64 bytes by the hand-written client.
subject by_hand(std::string name, role as, const placement& where,
                std::vector<std::string> arguments = {}, bool v6 = false) {
    return served(std::move(name), as, "baseline-echo", std::move(arguments), where,
                  [v6](const target& to, std::string& why) {
                      return baseline_client().round_trip({to.port, v6}, 64, why);
                  });
}

workload families(const settings& how) {
    const auto where = same_core();
    auto made = named("family/64/same_core", kind::family, 64, where);
    made.bytes = 64;
    made.rounds = how.rounds(2000);
    made.subjects = {by_hand("127.0.0.1", role::baseline, where),
                     by_hand("127.0.0.1, again", role::again, where),
                     by_hand("::1", role::subject, where, {"--v6"}, true)};
    return made;
}

workload nagles(const settings& how) {
    using baseline::pieces;
    const auto where = same_core();
    auto made = named("nagle/same_core", kind::nagle, 2 * nagle_piece, where);
    made.bytes = 2 * nagle_piece;
    made.rounds = how.rounds(how.full() ? 1000 : 300);
    const auto of = [&](std::string name, role as, pieces way) {
        return served(std::move(name), as, "baseline-echo",
                      {"--whole", std::to_string(2 * nagle_piece)}, where,
                      [way](const target& to, std::string& why) {
                          return baseline::two_pieces(to, nagle_piece, way, why);
                      });
    };
    made.subjects = {of("2 writes, no-delay", role::baseline, pieces::no_delay),
                     of("2 writes, no-delay, again", role::again, pieces::no_delay),
                     of("1 gathered write", role::subject, pieces::gathered),
                     of("2 writes, Nagle", role::subject, pieces::two_writes)};
    made.subjects.back().every = how.full() ? 50 : 30; // each waits for a delayed ACK
    made.lives = 1; // the first segments of a connection are acknowledged at once
    return made;
}

workload spinning(const settings& how) {
    const auto where = two_cores();
    auto made = named("spinning/64/two_cores", kind::spinning, 64, where);
    made.bytes = 64;
    made.rounds = how.rounds(how.full() ? 1000 : 250);
    made.subjects = {by_hand("blocking", role::baseline, where),
                     by_hand("blocking, again", role::again, where),
                     served("spinning", role::subject, "baseline-echo", {"--spin"}, where,
                            [](const target& to, std::string& why) {
                                return baseline::spinning_round_trip(to, 64, why);
                            })};
    return made;
}

workload floors(const settings& how, const placement& where, std::string_view place,
                bool blocking) {
    auto made = named("floors/64/" + std::string(place), kind::floors, 64, where);
    made.bytes = 64;
    made.rounds = how.rounds(how.full() ? 2000 : 500);
    made.subjects = {by_hand("TCP, hand-written", role::baseline, where),
                     by_hand("TCP, hand-written, again", role::again, where)};
    for (const auto& each : floor_subjects()) {
        if (each.blocking != blocking)
            continue;
        subject floor;
        floor.name = each.name;
        floor.as = role::floor;
        floor.make = [make = each.make, where](std::string& why) {
            return make(where, 64, why);
        };
        made.subjects.push_back(std::move(floor));
    }
    return made;
}

} // namespace

std::vector<workload> one_client_workloads(const settings& how) {
    std::vector<workload> all;
    add_round_trips(how, all);
    all.push_back(streams(how, same_core(), "same_core"));
    if (const auto control = os::steady_congestion_control(); !control.empty())
        all.push_back(streams(how, same_core(), "same_core", control));
    all.push_back(connects(how));
    all.push_back(families(how));
    all.push_back(nagles(how));
    all.push_back(spinning(how));
    all.push_back(floors(how, same_core(), "same_core", true));
    all.push_back(floors(how, two_cores(), "two_cores", false));
    if (how.full())
        all.push_back(streams(how, two_cores(), "two_cores"));
    return all;
}

} // namespace bench
