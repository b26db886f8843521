#include "../state.hpp"
#include "exception_words.hpp"
#include "start.hpp"

#include <algorithm>
#include <array>

namespace grader::os {
namespace {

/// Our end of a pipe: at most one operation under way, and what it reads into or writes
/// from. It must stay where it is in memory while the operation lasts.
struct pipe_end {
    owned handle;
    owned done; ///< the event that ends the operation
    OVERLAPPED operation{};
    bool busy = false;
    std::array<char, 65536> bytes;

    ~pipe_end() { close(); }

    void open(owned from) {
        handle = std::move(from);
        if (handle)
            done = owned(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    }

    /// Begins to read or to write. False: the other end is closed.
    bool begin(bool write, DWORD size) {
        operation = {};
        operation.hEvent = done.get();
        const BOOL ok =
            write ? WriteFile(handle.get(), bytes.data(), size, nullptr, &operation)
                  : ReadFile(handle.get(), bytes.data(), size, nullptr, &operation);
        busy = ok != 0 || GetLastError() == ERROR_IO_PENDING;
        return busy;
    }

    /// How many bytes the operation moved; nothing: the other end is closed. Waits
    /// where it is not over: after cancel() or done, only then, that is at once.
    std::optional<DWORD> finish() {
        DWORD moved = 0;
        const BOOL ok = GetOverlappedResult(handle.get(), &operation, &moved, TRUE);
        busy = false;
        if (ok == 0 && GetLastError() != ERROR_OPERATION_ABORTED)
            return std::nullopt;
        return moved;
    }

    /// Breaks off what is under way; what had happened by then counts.
    std::optional<DWORD> cancel() {
        CancelIoEx(handle.get(), &operation);
        return finish();
    }

    void close() {
        if (busy)
            static_cast<void>(cancel()); // the system must not write into freed memory
        handle.reset();
    }
};

DWORD milliseconds_left(deadline until) {
    if (until == never)
        return INFINITE;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    return static_cast<DWORD>(std::clamp<long long>(left.count(), 0, INFINITE - 1));
}

} // namespace

struct native_child {
    started program;
    int ticket = -1;
    pipe_end input, output, error;
    owned waker = owned(CreateEventW(nullptr, FALSE, FALSE, nullptr)); // resets itself
};

namespace {

void close_output(pipe_end& end, output_buffer& buffer) {
    end.close();
    buffer.open = false;
}

void take_in(pipe_end& end, output_buffer& buffer, std::optional<DWORD> moved) {
    if (moved)
        buffer.append(end.bytes.data(), *moved);
    else
        close_output(end, buffer);
}

/// The process has ended: what is in its pipe now is all that counts.
void take_rest(pipe_end& end, output_buffer& buffer) {
    if (!buffer.open)
        return;
    if (end.busy)
        take_in(end, buffer, end.cancel());
    constexpr DWORD most = 1u << 20; // more than the pipe holds
    DWORD there = 0;
    for (DWORD taken = 0; buffer.open && taken < most; taken += there) {
        if (PeekNamedPipe(end.handle.get(), nullptr, 0, nullptr, &there, nullptr) == 0 ||
            there == 0)
            break;
        there = std::min(there, static_cast<DWORD>(end.bytes.size()));
        if (!end.begin(false, there))
            break;
        take_in(end, buffer, end.finish());
    }
    close_output(end, buffer);
}

exit_status status_of(HANDLE process) {
    DWORD code = 0;
    if (GetExitCodeProcess(process, &code) == 0)
        return {};
    if (is_crash(code))
        return {exit_status::how::crashed, code};
    return {exit_status::how::exited, static_cast<int>(code)}; // return -1 is -1
}

/// The process has ended: ends what it left behind, takes its last output and status.
void finish(child::state& s) {
    native_child& n = *s.native;
    if (s.own_group)
        TerminateJobObject(n.program.job.get(), killed_status);
    take_rest(n.output, s.output);
    take_rest(n.error, s.error);
    n.input.close();
    s.input_open = false;
    s.status = status_of(n.program.process.get());
    s.ended = true;
    forget(n.ticket);
    n.program.job.reset();
}

void handed_over(child::state& s, std::optional<DWORD> moved) {
    if (moved) {
        s.to_write.remove_prefix(std::min<std::size_t>(*moved, s.to_write.size()));
    } else {
        s.native->input.close(); // it does not read any more
        s.input_open = false;
    }
}

/// Begins every operation that can be under way. False: that already changed something.
bool begin_all(child::state& s) {
    native_child& n = *s.native;
    bool unchanged = true;
    for (auto [end, buffer] : {std::pair{&n.output, &s.output}, {&n.error, &s.error}})
        if (buffer->open && !end->busy &&
            !end->begin(false, static_cast<DWORD>(end->bytes.size()))) {
            close_output(*end, *buffer);
            unchanged = false;
        }
    if (s.input_open && !s.to_write.empty() && !n.input.busy) {
        const auto part = s.to_write.substr(0, n.input.bytes.size());
        std::copy(part.begin(), part.end(), n.input.bytes.begin());
        if (!n.input.begin(true, static_cast<DWORD>(part.size()))) {
            handed_over(s, std::nullopt);
            unchanged = false;
        }
    }
    return unchanged;
}

bool is_set(HANDLE event) {
    return WaitForSingleObject(event, 0) == WAIT_OBJECT_0;
}

struct stream_ends {
    owned its;
    owned ours;
};

bool make_stream(stream kind, DWORD standard, stream_ends& ends) {
    const bool is_input = standard == STD_INPUT_HANDLE;
    if (kind == stream::pipe) {
        pipe_ends pipe;
        const bool made = make_pipe(is_input, pipe);
        ends.its = std::move(pipe.its);
        ends.ours = std::move(pipe.ours);
        return made;
    }
    if (kind == stream::null) {
        SECURITY_ATTRIBUTES inherit{sizeof inherit, nullptr, TRUE};
        ends.its = owned(CreateFileW(L"NUL", is_input ? GENERIC_READ : GENERIC_WRITE,
                                     FILE_SHARE_READ | FILE_SHARE_WRITE, &inherit,
                                     OPEN_EXISTING, 0, nullptr));
        return static_cast<bool>(ends.its);
    }
    if (kind == stream::inherit) {
        // A copy that can be inherited; where we have none, it gets none.
        const HANDLE mine = GetStdHandle(standard);
        HANDLE copy = nullptr;
        if (mine != nullptr && mine != INVALID_HANDLE_VALUE &&
            DuplicateHandle(GetCurrentProcess(), mine, GetCurrentProcess(), &copy, 0,
                            TRUE, DUPLICATE_SAME_ACCESS) != 0)
            ends.its = owned(copy);
    }
    return true;
}

} // namespace

child::state::state() : native(std::make_unique<native_child>()) {}

child::state::~state() {
    stop_draining();
    if (!native->program.process || ended)
        return;
    TerminateJobObject(native->program.job.get(), killed_status);
    WaitForSingleObject(native->program.process.get(), INFINITE);
    finish(*this);
}

bool child::state::step(deadline until) {
    native_child& n = *native;
    if (ended)
        return false;
    if (!begin_all(*this))
        return true;
    std::array<HANDLE, 5> list{};
    DWORD count = 0;
    for (const pipe_end* end : {&n.output, &n.error, &n.input})
        if (end->busy)
            list[count++] = end->done.get();
    list[count++] = n.program.process.get();
    list[count++] = n.waker.get();
    DWORD woken = WAIT_TIMEOUT;
    do // timers tick every 15 ms here and may wake a little early
        woken =
            WaitForMultipleObjects(count, list.data(), FALSE, milliseconds_left(until));
    while (woken == WAIT_TIMEOUT && std::chrono::steady_clock::now() < until);
    const bool happened = woken < WAIT_OBJECT_0 + count;

    for (auto [end, buffer] : {std::pair{&n.output, &output}, {&n.error, &error}})
        if (end->busy && is_set(end->done.get()))
            take_in(*end, *buffer, end->finish());
    // No writing outlives the call that asked for it: its bytes are the caller's.
    if (n.input.busy && is_set(n.input.done.get()))
        handed_over(*this, n.input.finish());
    else if (n.input.busy && !happened)
        handed_over(*this, n.input.cancel());
    if (is_set(n.program.process.get()))
        finish(*this);
    return happened;
}

void child::state::wake() noexcept {
    SetEvent(native->waker.get());
}

child child::spawn(const std::filesystem::path& program,
                   const std::vector<std::string>& arguments,
                   const spawn_options& options) {
    child made;
    std::filesystem::path found = program;
    if (!program.has_parent_path())
        found = find_program(program.string()).value_or(program);
    stream_ends in, out, err;
    auto s = std::make_unique<state>();
    native_child& n = *s->native;
    const bool merged = options.error == stream::merge;
    DWORD why = ERROR_SUCCESS;
    if (!make_stream(options.input, STD_INPUT_HANDLE, in) ||
        !make_stream(options.output, STD_OUTPUT_HANDLE, out) ||
        !make_stream(options.error, STD_ERROR_HANDLE, err))
        why = GetLastError();
    else
        why = start_program(
            found, arguments, options,
            {in.its.get(), out.its.get(), merged ? out.its.get() : err.its.get()},
            n.program);
    if (why != ERROR_SUCCESS) {
        made.why_not_ = error_in_words(why);
        n.program = {};
        return made;
    }
    n.ticket = remember(n.program.job.get());
    s->input_open = static_cast<bool>(in.ours);
    s->output.open = static_cast<bool>(out.ours);
    s->error.open = static_cast<bool>(err.ours);
    s->own_group = options.own_group;
    n.input.open(std::move(in.ours));
    n.output.open(std::move(out.ours));
    n.error.open(std::move(err.ours));
    made.state_ = std::move(s);
    return made;
}

long long child::id() const noexcept {
    return state_ ? static_cast<long long>(state_->native->program.id) : -1;
}

void child::close_input() {
    if (!state_)
        return;
    const turn mine(*state_);
    state_->native->input.close();
    state_->input_open = false;
}

bool child::interrupt() {
    // CTRL_C cannot be sent to one group; CTRL_BREAK can, and to a group of its own only:
    // to group 0 it would reach this process as well.
    if (!state_)
        return false;
    const turn mine(*state_);
    return !state_->ended && state_->own_group &&
           GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, state_->native->program.id) != 0;
}

void child::kill() {
    if (!state_)
        return;
    const turn mine(*state_);
    if (!state_->ended)
        TerminateJobObject(state_->native->program.job.get(), killed_status);
}

} // namespace grader::os
