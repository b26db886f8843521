// What was measured, for the table, the files and the plots.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "histogram.hpp"

namespace bench {

/// What a subject is to a comparison.
enum class role {
    baseline, ///< the hand-written one: what the others are divided by
    again,    ///< the same code a second time: what a ratio of nothing looks like (A/A)
    subject,  ///< the platform layer, a lesson's reference, the student's own
    peer,     ///< a library that people use
    floor,    ///< less than TCP: a pipe, shared memory
};

/// What a workload measures, and so in which plot it stands and what its x is.
enum class kind {
    round_trip,  ///< x: bytes each way; there and back, one connection
    connect,     ///< a connection, opened and closed
    stream,      ///< x: bytes a write; one way, the time of `bytes` bytes
    family,      ///< 127.0.0.1 against ::1
    nagle,       ///< write, write, read
    spinning,    ///< waiting in a loop against waiting in the system
    floors,      ///< from shared memory to TCP
    connections, ///< x: connections at work at the same time, closed loop
    idle,        ///< x: connections that say nothing beside one that works
    open_loop,   ///< x: requests a second, asked for; from the intended send
};

/// One subject's part in a workload.
struct subject_result {
    std::string name; ///< "hand-written", "lesson 08", "Asio, sync"
    role as = role::subject;
    histogram times;             ///< nanoseconds of each operation, of all repetitions
    std::vector<double> medians; ///< nanoseconds, one a repetition
    /// This one's median divided by the baseline's, one a repetition. For a stream and
    /// for many connections it is the ratio of times for the same work, too, so more than
    /// 1 is slower everywhere.
    std::vector<double> ratios;
    /// open_loop only: the same requests, timed from when they were really sent.
    histogram from_send;
    std::string failure; ///< why there are no figures; empty: there are
};

/// What can be said of a ratio (see verdict_of).
enum class verdict { no_verdict, same, faster, slower };

struct workload_result {
    std::string name; ///< "round_trip/64/same_core": unique in a report
    kind what = kind::round_trip;
    double x = 0;
    std::string placement;                ///< "same core", "two cores", "unpinned"
    std::uint64_t bytes = 0;              ///< moved by one operation, one way; 0: none
    std::vector<subject_result> subjects; ///< the baseline first, itself again second
    bool cut_short = false;               ///< by Ctrl-C, or by the time that it may take
    std::string left_out;                 ///< why it was not run; empty: it was
};

/// The workload that somebody else's program measures, too.
inline constexpr const char* checked_outside = "round_trip/64/same_core";

/// The same thing measured by a program of other people.
struct outside_check {
    std::string words; ///< a sentence: its figures, or why there are none; empty: not run
    double median = 0; ///< nanoseconds of a round trip of 64 bytes; 0: none
};

/// Everything of a run.
struct report {
    /// "cpu", "cores", "kernel", "compiler", "build", "congestion control", "load
    /// before", "load after", "other programs", "date", "kit": what a figure depends on.
    std::vector<std::pair<std::string, std::string>> labels;
    /// What a reader must know before any figure: no permission to pin, a single core,
    /// another program that took the processor. Whole sentences.
    std::vector<std::string> warnings;
    std::vector<workload_result> workloads;
    outside_check outside;
    bool interrupted = false;
    bool unoptimized = false; ///< a debug build: no figure means anything
};

/// The middle one of some values (of an even number: the mean of the middle two); 0 of
/// none.
[[nodiscard]] double median_of(std::vector<double> values);

/// How far the A/A row strays from 1, as |ratio - 1| of its median; negative: there is
/// none.
[[nodiscard]] double stray(const workload_result& of);

/// Above this stray a workload's ratios say nothing.
inline constexpr double most_stray = 0.005;

/// no_verdict: the A/A row strays above most_stray, or there is no ratio. same: the
/// repetitions fall on both sides of 1, or the median is no further from 1 than the A/A
/// row's furthest repetition.
[[nodiscard]] verdict verdict_of(const workload_result& in, const subject_result& of);

[[nodiscard]] std::string in_words(verdict v); ///< "no verdict", "same", ...

} // namespace bench
