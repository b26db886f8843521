#include "start.hpp"
#include "caller.hpp"
#include "registry.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

extern "C" {
extern char** environ; // NOLINT: environ(7) asks for this declaration
}

namespace grader::os {
namespace {

// Everything that the new process needs, made before fork: between fork and exec only
// async-signal-safe calls are allowed, for another thread may hold the heap's lock.
struct prepared {
    std::string program;
    std::vector<std::string> texts;
    std::vector<char*> argv, envp;
    std::string folder;
};

prepared prepare(const std::filesystem::path& program,
                 const std::vector<std::string>& arguments,
                 const spawn_options& options) {
    prepared p;
    p.program = std::filesystem::absolute(program).string();
    p.folder = options.folder.string();
    p.texts.reserve(1 + arguments.size() + options.environment.size());
    p.texts.push_back(program.string());
    for (const auto& argument : arguments)
        p.texts.push_back(argument);
    for (auto& text : p.texts)
        p.argv.push_back(text.data());
    p.argv.push_back(nullptr);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        bool replaced = false;
        for (const auto& [name, value] : options.environment)
            replaced = replaced || text.starts_with(name + "=");
        if (!replaced)
            p.envp.push_back(*entry);
    }
    for (const auto& [name, value] : options.environment) {
        p.texts.push_back(name + "=" + value);
        p.envp.push_back(p.texts.back().data());
    }
    p.envp.push_back(nullptr);
    return p;
}

bool place(int from, int to) noexcept {
    return from < 0 || ::dup2(from, to) == to;
}

[[noreturn]] void become(const prepared& p, const spawn_options& options,
                         const child_streams& streams, pid_t parent, int error_pipe) {
    for (const int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD})
        if (::signal(number, SIG_DFL) == SIG_IGN && number == SIGHUP)
            ::signal(number, SIG_IGN); // nohup: what it wants is for us all
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    bool good = !options.own_group || ::setpgid(0, 0) == 0;
    if (const user* other = options.keep_root ? nullptr : user_for_children())
        good = good && become_user(*other); // before prctl, which it would undo
#ifdef __linux__
    // Dies with the thread that started it, even if that is killed by SIGKILL.
    good = good && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
    if (::getppid() != parent)
        ::_exit(127);
#ifdef SYS_close_range
    // Descriptors that others left open without CLOEXEC do not pass either (4: CLOEXEC).
    ::syscall(SYS_close_range, 3u, ~0u, 4u);
#endif
#else
    static_cast<void>(parent);
#endif
    good = good && place(streams.input, 0) && place(streams.output, 1) &&
           place(streams.merge_error ? 1 : streams.error, 2) &&
           (p.folder.empty() || ::chdir(p.folder.c_str()) == 0);
    if (good)
        ::execve(p.program.c_str(), p.argv.data(), p.envp.data());
    const int why = errno;
    const auto ignored = ::write(error_pipe, &why, sizeof why);
    static_cast<void>(ignored);
    ::_exit(127);
}

} // namespace

void close_fd(int& fd) noexcept {
    if (fd >= 0)
        ::close(fd);
    fd = -1;
}

bool make_pipe(pipe_ends& ends) noexcept {
    int fds[2] = {-1, -1};
#if defined(__linux__) || defined(__FreeBSD__) || defined(__OpenBSD__) ||                \
    defined(__NetBSD__)
    if (::pipe2(fds, O_CLOEXEC) != 0)
        return false;
#else
    // macOS has no pipe2: a fork in another thread may come between the two calls.
    if (::pipe(fds) != 0)
        return false;
#endif
    for (int& fd : fds) {
        if (fd <= STDERR_FILENO) {
            const int higher = ::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
            close_fd(fd);
            fd = higher;
        }
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    ends = {fds[0], fds[1]};
    return ends.read >= 0 && ends.write >= 0;
}

pid_t start_program(const std::filesystem::path& program,
                    const std::vector<std::string>& arguments,
                    const spawn_options& options, const child_streams& streams,
                    int& ticket) {
    const prepared p = prepare(program, arguments, options);
    pipe_ends errors;
    if (!make_pipe(errors))
        return -1;
    const pid_t parent = ::getpid();
    // No signal may be handled between fork and the moment the new process is known.
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    // Another thread is ending this process: nothing is started any more.
    const pid_t pid = is_interrupted() ? -1 : ::fork();
    if (pid == 0)
        become(p, options, streams, parent, errors.write);
    int why = errno;
    if (pid > 0) {
        if (options.own_group)
            ::setpgid(pid, pid); // here too: whoever comes first
        ticket = remember(options.own_group ? -pid : pid, options.ask_to_end);
        if (is_interrupted()) // its table may have been gone through already
            ::kill(pid, SIGKILL);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    while (is_interrupted())
        ::pause(); // until that thread is done
    close_fd(errors.write);
    if (pid > 0) {
        ssize_t got = 0;
        do
            got = ::read(errors.read, &why, sizeof why);
        while (got < 0 && errno == EINTR);
        if (got != static_cast<ssize_t>(sizeof why)) {
            close_fd(errors.read);
            return pid; // the pipe closed itself: exec succeeded
        }
        ::waitpid(pid, nullptr, 0);
        forget(ticket);
    }
    close_fd(errors.read);
    errno = why;
    return -1;
}

} // namespace grader::os
