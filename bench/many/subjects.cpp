#include "many/subjects.hpp"

#include <utility>

#include "many/waiting.hpp"
#include "peers/peers.hpp"

namespace bench {
namespace {

/// In which kinds of workload a server takes part.
enum part : unsigned { nowhere = 0, busy = 1, idle = 2, open = 4, everywhere = 7 };

struct line {
    unsigned in;
    many_subject what;
};

/// A later lesson's server is one line here.
std::vector<line> table() {
    const bool epoll = waiting::has_epoll();
    const std::string first = epoll ? "epoll, by hand" : "poll, by hand";
    const std::string program = epoll ? "baseline-epoll" : "baseline-poll";
    return {
        {everywhere, {first, role::baseline, program}},
        {everywhere, {first + ", again", role::again, program}},
        {open,
         {first + ", stalls",
          role::subject,
          program,
          {"--stall", "20", "--every", "500"}}},
        {epoll ? busy | idle : nowhere,
         {"poll, by hand", role::subject, "baseline-poll"}},
        {everywhere, {"net::poll", role::subject, "platform-poll"}},
        {busy, {"thread per connection", role::subject, "baseline-threads"}},
    };
}

part part_of(kind of) {
    return of == kind::connections ? busy : of == kind::idle ? idle : open;
}

} // namespace

std::vector<many_subject> many_subjects(kind of, bool with_peers) {
    std::vector<many_subject> chosen;
    auto lines = table();
    for (line& each : lines)
        if ((each.in & part_of(of)) != 0)
            chosen.push_back(std::move(each.what));
    if (with_peers)
        for (const peer& each : peers_built())
            chosen.push_back({each.name, role::peer, each.program});
    return chosen;
}

} // namespace bench
