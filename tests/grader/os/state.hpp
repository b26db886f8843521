// Inside grader_os: what a child holds, shared by the systems.
#pragma once

#include "process.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

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

/// The thread behind drain_always(). It steps while nobody else wants to.
struct pump {
    std::timed_mutex in_use;      // who holds it uses the child
    std::atomic<int> waiting = 0; // others who use it, or want to
    std::condition_variable_any changed;
    std::atomic<bool> stop = false;
    std::thread thread;
};

struct child::state {
    output_buffer output, error;
    std::string_view to_write; // what write() has still to hand over
    bool input_open = false;   // we hold the pipe, and the process reads from it
    bool own_group = true;
    bool ended = false; // the process has ended and was reaped
    exit_status status;
    std::unique_ptr<native_child> native;
    std::unique_ptr<pump> drain; // none: one thread alone uses the child

    state();
    ~state();

    /// Waits until something happens (output, room for input, the end of the process)
    /// and takes it in. False: the deadline has passed, or nothing can happen any more.
    bool step(deadline until);

    /// Makes a step() that is under way in another thread return.
    void wake() noexcept;
    /// The first thing that the destructor does.
    void stop_draining();

    output_buffer& buffer(source from) { return from == source::output ? output : error; }
};

/// While it lives the child is this thread's. One at a time in a thread.
class turn {
  public:
    explicit turn(child::state& s) : turn(s, never) {}
    /// Gives up at the deadline: see mine().
    turn(child::state& s, deadline until);
    ~turn();
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

    [[nodiscard]] bool mine() const noexcept { return mine_; }

  private:
    pump* drain_;
    bool mine_ = true;
};

} // namespace grader::os
