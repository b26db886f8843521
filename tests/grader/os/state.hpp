// Inside grader_os: what a child holds, shared by the systems.
#pragma once

#include "process.hpp"

namespace grader::os {

/// Bytes of one output stream that have come and were not asked for yet.
struct output_buffer {
    std::string bytes;
    std::size_t at = 0;             // bytes before it have been handed out
    std::size_t limit = 256u << 20; // keep no more than this; count the rest
    std::uint64_t cut = 0;
    bool open = false; // more may come

    [[nodiscard]] std::size_t size() const { return bytes.size() - at; }
    void append(const char* data, std::size_t count);
    [[nodiscard]] std::string take(std::size_t count);
};

/// The system's half of a child: ids, pipes and the wait for all of them.
struct native_child;

struct child::state {
    output_buffer output, error;
    std::string_view to_write; // what write() has still to hand over
    bool input_open = false;   // we hold the pipe, and the process reads from it
    bool own_group = true;
    bool ended = false; // the process has ended and was reaped
    exit_status status;
    std::unique_ptr<native_child> native;

    state();
    ~state();

    /// Waits until something happens (output, room for input, the end of the process)
    /// and takes it in. False: the deadline has passed, or nothing can happen any more.
    bool step(deadline until);

    output_buffer& buffer(source from) { return from == source::output ? output : error; }
};

} // namespace grader::os
