#include "../state.hpp"
#include "registry.hpp"
#include "start.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace grader::os {

struct native_child {
    pid_t pid = -1;
    int ticket = -1;
    int input = -1, output = -1, error = -1;
    int end = -1;       // readable when the process has ended
    pipe_ends waker;    // readable when step() is to return
    std::thread waiter; // waits for the end, for poll(2) cannot
};

namespace {

int milliseconds_left(deadline until) {
    if (until == never)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<long long>(left.count(), 0, INT_MAX));
}

// Writes to a pipe whose reader may be gone. SIGPIPE would end this process; it is held
// back for this thread alone, and taken away again if it came.
ssize_t write_without_signal(int fd, const char* data, std::size_t size) {
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    ::sigpending(&pending);
    const bool was_pending = sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &broken, &before);
    const ssize_t written = ::write(fd, data, size);
    const int why = errno;
    if (written < 0 && why == EPIPE && !was_pending) {
        ::sigpending(&pending);
        int number = 0;
        if (sigismember(&pending, SIGPIPE) == 1)
            sigwait(&broken, &number);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = why;
    return written;
}

// Takes what is in the pipe, at most `most` bytes, and closes it at its end.
void take_in(int& fd, output_buffer& buffer, std::size_t most) {
    std::array<char, 65536> chunk;
    for (std::size_t taken = 0; taken < most;) {
        const ssize_t got = ::read(fd, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (got <= 0) {
            close_fd(fd);
            buffer.open = false;
            return;
        }
        buffer.append(chunk.data(), static_cast<std::size_t>(got));
        taken += static_cast<std::size_t>(got);
    }
}

exit_status status_of(int raw) {
    if (WIFEXITED(raw))
        return {exit_status::how::exited, WEXITSTATUS(raw)};
    if (WIFSIGNALED(raw))
        return {exit_status::how::crashed, WTERMSIG(raw)};
    return {};
}

// The process has ended: ends what it left behind, and takes its last output and status.
// Its id stays its own until it is reaped, so its group cannot be somebody else's yet.
void finish(child::state& s) {
    native_child& n = *s.native;
    if (s.own_group)
        ::kill(-n.pid, SIGKILL);
    constexpr std::size_t pipe_holds_less = 1u << 20;
    for (auto [fd, buffer] : {std::pair{&n.output, &s.output}, {&n.error, &s.error}}) {
        if (*fd >= 0)
            take_in(*fd, *buffer, pipe_holds_less);
        close_fd(*fd);
        buffer->open = false;
    }
    close_fd(n.input);
    s.input_open = false;
    forget(n.ticket); // before its id is free for another process
    int raw = 0;
    pid_t got = 0;
    do
        got = ::waitpid(n.pid, &raw, 0);
    while (got < 0 && errno == EINTR);
    s.status = got == n.pid ? status_of(raw) : exit_status{};
    s.ended = true;
    close_fd(n.end);
    if (n.waiter.joinable())
        n.waiter.join();
}

void hand_over(child::state& s) {
    const ssize_t written =
        write_without_signal(s.native->input, s.to_write.data(), s.to_write.size());
    if (written >= 0) {
        s.to_write.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        close_fd(s.native->input); // EPIPE: it does not read any more
        s.input_open = false;
    }
}

std::thread wait_in_thread(pid_t pid, int tell) {
    // Signals belong to the other threads.
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread waiter;
    const auto wait = [pid, tell]() mutable {
        siginfo_t info{};
        // WNOWAIT leaves the process to be reaped by finish().
        while (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 &&
               errno == EINTR) {
        }
        close_fd(tell);
    };
    try {
        waiter = std::thread(wait);
    } catch (const std::system_error&) {
        // The system gives no thread: spawn() sees that there is none.
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return waiter;
}

void take_wakes(int fd) {
    std::array<char, 64> bytes;
    while (::read(fd, bytes.data(), bytes.size()) > 0) {
    }
}

// One stream of the new process: what it gets (its), and what we keep (ours).
struct stream_ends {
    int its = -1;
    int ours = -1;
};

bool make_stream(stream kind, bool is_input, stream_ends& ends) {
    if (kind == stream::null) {
        ends.its = ::open("/dev/null", (is_input ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
        if (ends.its >= 0 && ends.its <= STDERR_FILENO) {
            // One of ours was closed: this number is where another stream will be put.
            const int higher = ::fcntl(ends.its, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
            close_fd(ends.its);
            ends.its = higher;
        }
        return ends.its >= 0;
    }
    if (kind != stream::pipe)
        return true;
    pipe_ends pipe;
    if (!make_pipe(pipe))
        return false;
    ends = is_input ? stream_ends{pipe.read, pipe.write}
                    : stream_ends{pipe.write, pipe.read};
    return ::fcntl(ends.ours, F_SETFL, O_NONBLOCK) == 0;
}

// Neither end is ever waited for.
bool make_waker(pipe_ends& ends) {
    return make_pipe(ends) && ::fcntl(ends.read, F_SETFL, O_NONBLOCK) == 0 &&
           ::fcntl(ends.write, F_SETFL, O_NONBLOCK) == 0;
}

} // namespace

child::state::state() : native(std::make_unique<native_child>()) {}

child::state::~state() {
    stop_draining();
    for (int* fd : {&native->waker.read, &native->waker.write})
        close_fd(*fd);
    if (native->pid <= 0 || ended)
        return;
    ::kill(own_group ? -native->pid : native->pid, SIGKILL);
    finish(*this);
}

bool child::state::step(deadline until) {
    native_child& n = *native;
    if (ended)
        return false;
    std::array<pollfd, 5> watched{
        pollfd{n.end, POLLIN, 0},
        pollfd{output.open ? n.output : -1, POLLIN, 0},
        pollfd{error.open ? n.error : -1, POLLIN, 0},
        pollfd{input_open && !to_write.empty() ? n.input : -1, POLLOUT, 0},
        pollfd{n.waker.read, POLLIN, 0},
    };
    const int ready = ::poll(watched.data(), watched.size(), milliseconds_left(until));
    if (ready < 0)
        return errno == EINTR;
    if (watched[1].revents != 0)
        take_in(n.output, output, 1u << 16);
    if (watched[2].revents != 0)
        take_in(n.error, error, 1u << 16);
    if (watched[3].revents != 0)
        hand_over(*this);
    if (watched[4].revents != 0)
        take_wakes(n.waker.read);
    if (watched[0].revents != 0)
        finish(*this);
    return ready > 0;
}

void child::state::wake() noexcept {
    // A full pipe has woken it already.
    if (::write(native->waker.write, "", 1) < 0)
        return;
}

child child::spawn(const std::filesystem::path& program,
                   const std::vector<std::string>& arguments,
                   const spawn_options& options) {
    child made;
    std::filesystem::path found = program;
    if (!program.has_parent_path())
        found = find_program(program.string()).value_or(program);
    stream_ends in, out, err;
    pipe_ends end;
    auto s = std::make_unique<state>();
    const bool have_streams = make_stream(options.input, true, in) &&
                              make_stream(options.output, false, out) &&
                              make_stream(options.error, false, err) && make_pipe(end) &&
                              make_waker(s->native->waker);
    pid_t pid = -1;
    if (have_streams && options.nonblocking)
        for (const int fd : {in.its, out.its, err.its})
            if (fd >= 0)
                ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    if (have_streams)
        pid = start_program(found, arguments, options,
                            {in.its, out.its, err.its, options.error == stream::merge},
                            s->native->ticket);
    const int why = errno;
    for (int* fd : {&in.its, &out.its, &err.its})
        close_fd(*fd);
    if (pid < 0) {
        pipe_ends& waker = s->native->waker;
        for (int* fd : {&in.ours, &out.ours, &err.ours, &end.read, &end.write,
                        &waker.read, &waker.write})
            close_fd(*fd);
        made.why_not_ = std::generic_category().message(why);
        return made;
    }
    native_child& n = *s->native;
    n.pid = pid;
    n.input = in.ours;
    n.output = out.ours;
    n.error = err.ours;
    n.end = end.read;
    s->input_open = in.ours >= 0;
    s->output.open = out.ours >= 0;
    s->error.open = err.ours >= 0;
    s->own_group = options.own_group;
    n.waiter = wait_in_thread(pid, end.write);
    if (!n.waiter.joinable()) {
        close_fd(end.write);
        s.reset(); // ends it again
        made.why_not_ = std::generic_category().message(EAGAIN);
        return made;
    }
    made.state_ = std::move(s);
    return made;
}

long long child::id() const noexcept {
    return state_ ? state_->native->pid : -1;
}

void child::close_input() {
    if (!state_)
        return;
    const turn mine(*state_);
    close_fd(state_->native->input);
    state_->input_open = false;
}

bool child::interrupt() {
    if (!state_)
        return false;
    const turn mine(*state_);
    if (state_->ended)
        return false;
    const pid_t pid = state_->native->pid;
    return ::kill(state_->own_group ? -pid : pid, SIGINT) == 0;
}

void child::kill() {
    if (!state_)
        return;
    const turn mine(*state_);
    if (!state_->ended)
        ::kill(state_->own_group ? -state_->native->pid : state_->native->pid, SIGKILL);
}

} // namespace grader::os
