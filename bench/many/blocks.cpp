#include "many/blocks.hpp"

#include <algorithm>
#include <utility>

#include "harness/server.hpp"
#include "many/driver.hpp"

namespace bench {
namespace {

/// Marsaglia's xorshift.
std::uint32_t next(std::uint32_t& state) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

} // namespace

/// A server and its connections, for one repetition.
struct blocks::party {
    std::size_t at = 0; ///< among the subjects
    std::unique_ptr<server_process> server;
    std::vector<link> idle;
    std::unique_ptr<driver> clients; ///< destroyed before the server
    histogram times, from_send;      ///< of requests
    std::vector<double> blocks;      ///< nanoseconds of a block, divided by its requests
};

blocks::blocks(block_plan plan)
    : plan_(std::move(plan)), failures_(plan_.subjects.size()),
      requests_(plan_.requests) {}

std::unique_ptr<blocks::party> blocks::start(std::size_t at) {
    const many_subject& subject = plan_.subjects[at];
    auto made = std::make_unique<party>();
    made->at = at;
    std::vector<std::string> arguments{"--port", "0"};
    arguments.insert(arguments.end(), subject.arguments.begin(), subject.arguments.end());
    made->server = std::make_unique<server_process>(
        program_folder() / (subject.program + std::string(grader::os::program_suffix())),
        arguments, plan_.where);
    if (!made->server->started())
        failures_[at] = made->server->why();
    else if (connect_idle(made->server->port(), plan_.idle, made->idle, failures_[at]))
        made->clients =
            driver::connect(made->server->port(), plan_.connections, failures_[at]);
    return made->clients == nullptr ? nullptr : std::move(made);
}

/// All connections are accepted, and caches and buffers are warm.
bool blocks::warm(party& one) {
    histogram not_counted;
    for (int i = 0; i < 2; ++i)
        if (one.clients->closed_loop(plan_.connections + 100, not_counted) == 0) {
            failures_[one.at] = one.clients->why();
            return false;
        }
    return one.at != 0 || requests_ != 0 || calibrate(one);
}

/// How many requests a second the baseline answers, and so how many make a block.
bool blocks::calibrate(party& baseline) {
    std::string& why = failures_[baseline.at];
    std::unique_ptr<driver> alone;
    if (plan_.load > 0) {
        alone = driver::connect(baseline.server->port(), 1, why);
        if (alone == nullptr)
            return false;
    }
    driver& by = alone != nullptr ? *alone : *baseline.clients;
    histogram not_counted;
    std::chrono::duration<double> took{};
    std::size_t some = plan_.connections + 100;
    while (took < plan_.block / 2) {
        some *= 2;
        const auto time = by.closed_loop(some, not_counted);
        if (time == 0) {
            why = by.why();
            return false;
        }
        took = std::chrono::nanoseconds(time);
    }
    const double capacity = static_cast<double>(some) / took.count();
    rate_ = capacity * plan_.load;
    const std::chrono::duration<double> block = plan_.block;
    const double in_block = block.count() * (plan_.load > 0 ? rate_ : capacity);
    requests_ = std::max(static_cast<std::size_t>(in_block), plan_.connections);
    return true;
}

bool blocks::block(party& one) {
    histogram not_counted;
    if (plan_.load > 0) {
        if (one.clients->open_loop(requests_, rate_, one.times, one.from_send))
            return true;
    } else if (plan_.warming == 0 ||
               one.clients->closed_loop(plan_.warming, not_counted) != 0) {
        if (const auto took = one.clients->closed_loop(requests_, one.times)) {
            one.blocks.push_back(static_cast<double>(took) /
                                 static_cast<double>(requests_));
            return true;
        }
    }
    failures_[one.at] = one.clients->why();
    return false;
}

bool blocks::take_over(const std::vector<std::unique_ptr<party>>& all,
                       workload_result& into) const {
    for (std::size_t i = 0; i < failures_.size(); ++i)
        into.subjects[i].failure = failures_[i];
    for (const std::size_t i : {0u, 1u})
        if (!failures_[i].empty()) {
            into.left_out = plan_.subjects[i].name + ": " + failures_[i];
            return false;
        }
    if (plan_.load > 0)
        into.x = rate_;
    std::vector<double> medians(failures_.size());
    for (const auto& one : all)
        medians[one->at] = plan_.median == median_of_what::blocks
                               ? median_of(one->blocks)
                               : one->times.percentile(0.5);
    for (const auto& one : all) {
        if (!failures_[one->at].empty())
            continue;
        subject_result& said = into.subjects[one->at];
        said.times.merge(one->times);
        said.from_send.merge(one->from_send);
        said.medians.push_back(medians[one->at]);
        if (medians[0] > 0)
            said.ratios.push_back(medians[one->at] / medians[0]);
    }
    return true;
}

bool blocks::repetition(workload_result& into) {
    std::vector<std::unique_ptr<party>> all;
    for (std::size_t i = 0; i < failures_.size(); ++i)
        if (failures_[i].empty())
            if (auto made = start(i))
                all.push_back(std::move(made));
    const pinned here(plan_.where.client); // starting a process may move this thread
    std::erase_if(all, [this](const auto& one) { return !warm(*one); });
    for (std::size_t turn = 0; turn < plan_.turns; ++turn) {
        for (std::size_t i = all.size(); i > 1; --i)
            std::swap(all[i - 1], all[next(chance_) % i]);
        std::erase_if(all, [this](const auto& one) { return !block(*one); });
        if (!failures_[0].empty() || !failures_[1].empty())
            break;
    }
    return take_over(all, into);
}

} // namespace bench
