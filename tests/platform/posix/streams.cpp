// Standard streams that a parent process made non-blocking, in a process of their own.
#include <csignal>
#include <string>

#include <gtest/gtest.h>

#include <net/process.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/process.hpp"

namespace {

struct pipe_of_two {
    int ends[2] = {-1, -1};
    pipe_of_two() { EXPECT_EQ(::pipe(ends), 0); }
    ~pipe_of_two() {
        for (const int fd : ends)
            ::close(fd);
    }
    void close_end(int which) {
        ::close(ends[which]);
        ends[which] = -1;
    }
};

bool is_nonblocking(int fd) {
    return (::fcntl(fd, F_GETFL) & O_NONBLOCK) != 0;
}

void make_nonblocking(int fd) {
    ASSERT_EQ(::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK), 0);
}

constexpr std::size_t much = 1'000'000; // more than a pipe holds

/// What the process does: takes its input to the end, then prints as much as it took.
[[noreturn]] void copy_lengths(int in, int out) {
    if (::dup2(in, STDIN_FILENO) < 0 || ::dup2(out, STDOUT_FILENO) < 0)
        ::_exit(10);
    net::use_binary_stdio();
    std::string buffer(64 * 1024, '\0');
    std::size_t had = 0;
    for (;;) {
        const auto got = net::read_standard_input(buffer.data(), buffer.size());
        if (!got)
            ::_exit(11);
        if (*got == 0)
            break;
        had += *got;
    }
    const std::string all(had, 'x');
    ::_exit(::write(STDOUT_FILENO, all.data(), all.size()) ==
                    static_cast<ssize_t>(all.size())
                ? 0
                : 12);
}

TEST(streams, wait_although_the_parent_made_them_non_blocking) {
    pipe_of_two to, from;
    make_nonblocking(to.ends[0]);
    make_nonblocking(from.ends[1]);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::close(to.ends[1]);
        copy_lengths(to.ends[0], from.ends[1]);
    }
    to.close_end(0); // so that a child that has ended is an error of the writing
    struct sigaction ignore {
    }, before{};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &before);
    // Nothing is there to read at first, and then nobody reads: for a moment each.
    ::poll(nullptr, 0, 50);
    const std::string input(much, 'y');
    for (std::size_t sent = 0; sent < input.size();) {
        const auto n = ::write(to.ends[1], input.data() + sent, input.size() - sent);
        if (n < 0)
            break; // EPIPE: it has ended, and its status says why
        sent += static_cast<std::size_t>(n);
    }
    ::sigaction(SIGPIPE, &before, nullptr);
    to.close_end(1);
    ::poll(nullptr, 0, 50);
    if (grader::os::system_name() == "linux") {
        EXPECT_TRUE(is_nonblocking(from.ends[1])) << "the parent's own mode was changed";
    }
    from.close_end(1);
    std::string output(much, '\0');
    std::size_t had = 0;
    for (ssize_t n = 1; n > 0 && had < much; had += static_cast<std::size_t>(n))
        if ((n = ::read(from.ends[0], output.data() + had, much - had)) < 0)
            break;
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    EXPECT_EQ(had, much);
}

} // namespace
