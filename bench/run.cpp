#include "run.hpp"

#include <array>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <utility>

#include <benchmark/benchmark.h>

#include "harness/alternation.hpp"
#include "os/terminal.hpp"

namespace bench {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) {
    interrupted = 1;
    std::signal(SIGINT, SIG_DFL); // a second one ends the program at once
}

/// "[ 3/14] stream/65536/same_core  4 of 9", on one line of a terminal, or a line a
/// workload in a file.
class progress_line {
  public:
    explicit progress_line(std::size_t count)
        : count_(count), live_(grader::os::output_is_terminal()) {}
    ~progress_line() {
        if (live_)
            std::cerr << '\r' << std::string(78, ' ') << '\r' << std::flush;
    }
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;

    void say(const std::string& name, std::size_t repetition, std::size_t of) {
        if (repetition == 1)
            ++at_;
        std::string line =
            "[" + std::to_string(at_) + "/" + std::to_string(count_) + "] " + name;
        if (live_) {
            line += "  " + std::to_string(repetition) + " of " + std::to_string(of);
            line.resize(78, ' ');
            std::cerr << '\r' << line << std::flush;
        } else if (repetition == 1) {
            std::cerr << line << std::endl;
        }
    }

  private:
    std::size_t count_, at_ = 0;
    bool live_;
};

/// Figures of a repetition, for the JSON.
void count(benchmark::State& state, const workload_result& repetition) {
    static constexpr std::array<std::pair<const char*, double>, 4> parts{
        {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}}};
    for (const subject_result& of : repetition.subjects) {
        if (of.times.count() == 0)
            continue;
        for (const auto& [name, part] : parts)
            state.counters[of.name + "|" + name] = of.times.percentile(part);
        state.counters[of.name + "|max"] = static_cast<double>(of.times.max());
        if (!of.ratios.empty())
            state.counters[of.name + "|ratio"] = of.ratios.back();
    }
}

/// A workload on its way through its repetitions.
class measurement {
  public:
    measurement(const workload& what, const settings& how, progress_line& progress)
        : what_(what), how_(how), progress_(progress), all_(empty_result(what)) {}

    /// Google Benchmark calls it once a repetition.
    void repetition(benchmark::State& state) {
        if (interrupted != 0 || !all_.left_out.empty()) {
            skip(state, interrupted != 0 ? "interrupted" : all_.left_out.c_str());
            return;
        }
        progress_.say(what_.name, ++number_, how_.repetitions);
        const pinned here(what_.where.client);
        workload_result one = empty_result(what_);
        if (what_.repetition ? whole(state, one) : in_turns(state, one)) {
            count(state, one);
            state.SetLabel(what_.where.words);
            add(all_, one);
            ++done_;
        } else if (interrupted == 0) {
            add(all_, one);
            if (all_.left_out.empty())
                all_.left_out = "it could not be measured";
            state.SkipWithError(all_.left_out.c_str());
        } else {
            state.SkipWithError("interrupted");
        }
    }

    workload_result take() {
        all_.cut_short = done_ > 0 && done_ < how_.repetitions;
        if (all_.left_out.empty() && done_ == 0)
            all_.left_out = "the run was interrupted before it";
        return std::move(all_);
    }

  private:
    /// Google Benchmark ends the program when repetitions that it has to sum up differ in
    /// their iterations, even where one has failed. So this one does all, and nothing in
    /// them.
    static void skip(benchmark::State& state, const char* why) {
        for ([[maybe_unused]] auto iteration : state)
            state.SetIterationTime(0);
        state.SkipWithError(why);
    }
    bool in_turns(benchmark::State& state, workload_result& into) {
        alternation turns(what_);
        bool good = true;
        for ([[maybe_unused]] auto iteration : state) {
            const auto time = good && interrupted == 0 ? turns.round() : std::nullopt;
            good = good && time.has_value();
            state.SetIterationTime(static_cast<double>(time.value_or(0)) / 1e9);
        }
        // Half a repetition has another noise than a whole one.
        if (interrupted == 0)
            turns.end(into);
        return good && interrupted == 0;
    }
    bool whole(benchmark::State& state, workload_result& into) {
        bool good = true;
        for ([[maybe_unused]] auto iteration : state) {
            good = what_.repetition(into);
            const auto& medians = into.subjects.front().medians;
            state.SetIterationTime(medians.empty() ? 0 : medians.back() / 1e9);
        }
        return good && interrupted == 0;
    }

    const workload& what_;
    const settings& how_;
    progress_line& progress_;
    workload_result all_;
    std::size_t number_ = 0, done_ = 0;
};

/// Says nothing: our own table comes at the end.
class no_table final : public benchmark::BenchmarkReporter {
  public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>&) override {}
};

/// Google Benchmark reads its settings from a command line.
bool initialize(const std::filesystem::path& json) {
    // It keeps a pointer to the first word, and writes that into the JSON.
    static std::array<std::string, 3> words;
    words = {"latency", "--benchmark_out=" + json.string(),
             "--benchmark_out_format=json"};
    std::array<char*, 3> pointers{words[0].data(), words[1].data(), words[2].data()};
    int count = static_cast<int>(pointers.size());
    benchmark::Initialize(&count, pointers.data());
    return count == 1;
}

} // namespace

bool run(std::vector<workload>& all, const settings& how,
         const std::filesystem::path& json, report& into, std::string& why) {
    if (!std::ofstream(json) || !initialize(json)) {
        why = "cannot write " + json.string();
        return false;
    }
    for (const auto& [name, value] : into.labels)
        if (name != "date") // it writes one itself, and a name must not stand twice
            benchmark::AddCustomContext(name, value);
    std::signal(SIGINT, on_interrupt);
    std::vector<std::unique_ptr<measurement>> measured;
    {
        progress_line progress(all.size());
        for (const workload& each : all) {
            measured.push_back(std::make_unique<measurement>(each, how, progress));
            benchmark::RegisterBenchmark(
                each.name.c_str(),
                [now = measured.back().get()](benchmark::State& state) {
                    now->repetition(state);
                })
                ->UseManualTime()
                ->Iterations(each.repetition
                                 ? 1
                                 : static_cast<benchmark::IterationCount>(each.rounds))
                ->Repetitions(static_cast<int>(how.repetitions));
        }
        no_table silent;
        benchmark::RunSpecifiedBenchmarks(&silent);
        benchmark::Shutdown();
    }
    for (const auto& each : measured)
        into.workloads.push_back(each->take());
    into.interrupted = interrupted != 0;
    std::signal(SIGINT, SIG_DFL);
    return true;
}

} // namespace bench
