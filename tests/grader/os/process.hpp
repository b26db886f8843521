// Programs started from a program: their streams, their end, and a limit on both.
//
// Used by `kit` and by the black-box tests. Every wait has an absolute deadline on the
// steady clock and none of them spins. Whatever happens, no process is left behind.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grader::os {

using deadline = std::chrono::steady_clock::time_point;

/// A deadline that never comes.
inline constexpr deadline never = deadline::max();

/// The deadline that lies this far ahead.
[[nodiscard]] inline deadline in(std::chrono::milliseconds span) {
    return std::chrono::steady_clock::now() + span;
}

/// Where a standard stream of the new process leads.
enum class stream {
    null,    ///< nowhere: reading gives the end, writing is lost
    pipe,    ///< to this object
    inherit, ///< where the stream of this process leads
    merge,   ///< error output only: where its standard output leads, in the same order
};

struct spawn_options {
    stream input = stream::null;
    stream output = stream::pipe;
    stream error = stream::merge;
    /// The process finds its pipes non-blocking, as some parents leave them. POSIX only.
    bool nonblocking = false;
    /// The working folder; empty: the one of this process.
    std::filesystem::path folder;
    /// Added to this process's environment (the name, the value), or replaced there.
    std::vector<std::pair<std::string, std::string>> environment;
    /// What it and its children may use, where the system can hold them to it (Windows;
    /// elsewhere see jail.hpp). 0: as much as there is.
    struct {
        int processes = 0;
        long long memory = 0; ///< bytes, of all together
        int cpu_seconds = 0;  ///< user time, of each
    } limits;
    /// A process group of its own: kill() then reaches its children too, and a Ctrl-C
    /// at the terminal does not reach it. Off for a program that the user talks to.
    bool own_group = true;
    /// It starts others in groups of their own, as Ninja does: an end of this process by
    /// Ctrl-C and the like asks it to end, too, and gives it a moment before it kills.
    bool ask_to_end = false;
    /// Root's, although others are started as the caller of sudo (caller.hpp).
    bool keep_root = false;
};

/// How a process ended, or that it has not.
struct exit_status {
    enum class how {
        exited,    ///< by itself; value is its exit status
        crashed,   ///< by a signal or (Windows) an exception; value is its number
        timed_out, ///< not yet: the deadline passed first
        unknown,   ///< the system does not say, or there is no such process
    };
    how kind = how::unknown;
    long long value = 0;

    /// Ended by itself with this status.
    [[nodiscard]] bool exited_with(long long status) const {
        return kind == how::exited && value == status;
    }
    /// Has come to an end, whichever.
    [[nodiscard]] bool ended() const {
        return kind == how::exited || kind == how::crashed;
    }
};

/// "ended with status 3", "was ended by SIGSEGV (an access to memory that is not its
/// own)", "still runs".
[[nodiscard]] std::string in_words(const exit_status& status);

/// Whether somebody else has ended it (the system that has no memory left, the user):
/// on POSIX systems by SIGKILL, SIGTERM, SIGINT, SIGQUIT or SIGHUP, which no mistake
/// raises. Windows tells only of Ctrl-C.
[[nodiscard]] bool ended_by_others(const exit_status& status) noexcept;

/// What a process wrote, up to a limit.
struct captured {
    std::string text;      ///< the first bytes, as they came
    std::uint64_t cut = 0; ///< how many more came and were thrown away
    bool ended = false;    ///< the stream has ended (else: the deadline passed)
};

/// Which output stream to read.
enum class source { output, error };

/// One process. Move only; the destructor kills what still runs and reaps it. Start it
/// from a thread that lives longer than it does: on Linux it dies with that thread.
class child {
  public:
    child() noexcept;
    child(child&& other) noexcept;
    child& operator=(child&& other) noexcept;
    ~child();

    /// Starts a program. A name without a folder is looked up in PATH. Where it cannot
    /// be started: started() is false and why_not() says why.
    [[nodiscard]] static child spawn(const std::filesystem::path& program,
                                     const std::vector<std::string>& arguments,
                                     const spawn_options& options = {});

    [[nodiscard]] bool started() const noexcept;
    [[nodiscard]] const std::string& why_not() const noexcept;
    [[nodiscard]] long long id() const noexcept;

    // The streams; each only where it is a pipe. While any of these functions waits,
    // output that comes is taken and kept, so that the process never waits for us.

    /// From now on a thread takes what the process writes also while nobody asks for it:
    /// the process waits for no reader, however much it says. What is kept until somebody
    /// asks is its beginning. From here on several threads may use this object.
    void drain_always();

    /// What came and was not asked for yet; it stays to be read.
    [[nodiscard]] std::string unread(source from) const;

    /// Writes to its standard input. False: the process does not read any more (its
    /// end of the pipe is closed), or the deadline passed.
    bool write(std::string_view bytes, deadline until);

    /// Ends its standard input.
    void close_input();

    /// The next line, without its line end ("\n" or "\r\n"). The last line may have
    /// none. Nothing: the stream has ended, or the deadline passed.
    [[nodiscard]] std::optional<std::string> read_line(deadline until,
                                                       source from = source::output);

    /// What is there, at least one byte. Empty: the end, or the deadline.
    [[nodiscard]] std::string read_some(deadline until, source from = source::output);

    /// Everything until the stream ends; at most `cap` bytes are kept. Once the process
    /// has ended, what is in the pipe is the end, even if a process that it left
    /// behind holds the pipe open.
    [[nodiscard]] captured read_until_end(deadline until, std::size_t cap = 64u << 20,
                                          source from = source::output);

    /// Of this stream no more is kept than `cap` bytes, while others are read, too.
    void keep_at_most(std::size_t cap, source from);

    /// Writes all of `input`, ends its standard input, and reads until the end of the
    /// output, all at the same time.
    [[nodiscard]] captured exchange(std::string_view input, deadline until,
                                    std::size_t cap = 256u << 20);

    /// Waits for its end. Children that it left behind in its group are ended then.
    exit_status wait(deadline until);

    /// The same. Nothing: another thread is using this object all the time.
    [[nodiscard]] std::optional<exit_status> look(deadline until);

    /// Asks it to stop, as Ctrl-C does: SIGINT; on Windows CTRL_BREAK, which needs
    /// own_group and a console. False: it could not be asked.
    bool interrupt();

    /// Ends it at once, with the children that it started. wait() tells the status.
    void kill();

    struct state; ///< the system's side; only grader_os knows it

  private:
    std::unique_ptr<state> state_;
    std::string why_not_;
};

/// Ends every process that was started here and still runs. For the last moments of a
/// process (a watchdog, a signal handler): async-signal-safe, callable from any thread.
void kill_all_children() noexcept;

/// From now on Ctrl-C, a request to end (SIGTERM, CTRL_BREAK) and a closed terminal end
/// every started process, write `last_words` to standard error and end this process
/// with status 130 (143, 129). `last_words` must live for ever: a string literal does.
void end_children_on_interrupt(const char* last_words) noexcept;

/// Such an end has begun: what was started is being killed, and says nothing any more of
/// what it was asked.
[[nodiscard]] bool is_interrupted() noexcept;

/// Such an end removes this folder, too; empty: none. POSIX systems only.
void remove_on_interrupt(const std::filesystem::path& folder) noexcept;

/// While one of these lives, Ctrl-C is left to the program that the user talks to.
class leave_interrupts_to_child {
  public:
    leave_interrupts_to_child() noexcept;
    ~leave_interrupts_to_child();
    leave_interrupts_to_child(const leave_interrupts_to_child&) = delete;
    leave_interrupts_to_child& operator=(const leave_interrupts_to_child&) = delete;
};

/// The full path of a program in PATH, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);

/// The path of the program that runs now.
[[nodiscard]] std::filesystem::path own_path();

/// What the system appends to the name of a program: "" or ".exe".
[[nodiscard]] std::string_view program_suffix() noexcept;

/// A short name for the operating system: "linux", "macos", "bsd", "windows".
[[nodiscard]] std::string_view system_name() noexcept;

/// Takes a variable out of this process's environment, also for its children. For the
/// first moments of a process, while it has one thread.
void forget_environment(const char* name) noexcept;

/// The id of this process.
[[nodiscard]] long long own_id() noexcept;

/// The processor time that all threads of this process have used, its children not.
/// clock_gettime(2), CLOCK_PROCESS_CPUTIME_ID; GetProcessTimes on Windows.
[[nodiscard]] std::chrono::nanoseconds own_processor_time() noexcept;

} // namespace grader::os
