// The calls of two processes, in time order and in two columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

/// One call as tests/grader/demo/trace_writer.cpp writes it: a line of five fields with
/// tabs between them. Times are nanoseconds of the steady clock, the same in all
/// processes of a machine.
struct traced_call {
    std::int64_t begun = 0, ended = 0;
    std::string name;   ///< "send"
    std::string text;   ///< `send(#3, 6 bytes "hello\n")`
    std::string answer; ///< `6`
    bool right = false; ///< in the right column
};

/// Reads the calls of one process.
[[nodiscard]] std::vector<traced_call> read_trace(std::string_view text, bool right);

/// A line of the timeline: what happened on one side, or (explains) words about it.
struct timeline_row {
    std::string left, right;
    std::string name; ///< of the call; empty for an answer that came later
};

/// Rows in time order. A call that waits (accept, recv) and meanwhile the other side
/// does something has two rows: where it began, and where its answer came.
[[nodiscard]] std::vector<timeline_row> make_timeline(std::vector<traced_call> calls);

/// What a call is for, in a sentence or two; empty for one that needs no words.
[[nodiscard]] std::string_view meaning(std::string_view call_name);

/// The whole of it, numbered, with each call explained where it comes first; at most 80
/// columns wide.
[[nodiscard]] std::vector<std::string> say_timeline(const std::vector<timeline_row>& rows,
                                                    std::string_view left_title,
                                                    std::string_view right_title);

} // namespace kit
