// Traps around descriptors, which only POSIX systems have.
#include <algorithm>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../loopback.hpp"

#include <net/pair.hpp>

extern "C" {
extern char** environ;
}

namespace {

using namespace platform_tests;

/// While it lives, at most this many descriptors may be open (or as many as allowed).
class descriptor_limit {
  public:
    explicit descriptor_limit(rlim_t most) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit wanted = before_;
        wanted.rlim_cur = std::min(most, before_.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &wanted);
    }
    ~descriptor_limit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    descriptor_limit(const descriptor_limit&) = delete;
    descriptor_limit& operator=(const descriptor_limit&) = delete;

  private:
    rlimit before_{};
};

// FD_SETSIZE is the largest VALUE of a descriptor for select on Unix: one above it writes
// past the end of the fd_set. poll has no such limit.
TEST(traps, 24_a_descriptor_above_1024) {
    const descriptor_limit room(4096);
    on_each_family([](auto family) {
        const auto both = connected(family);
        const held high(::fcntl(both.server.get(), F_DUPFD_CLOEXEC, 1500));
        if (high.get() < 0)
            GTEST_SKIP() << "no more than 1024 descriptors are allowed here";
        ASSERT_GT(high.get(), 1024);
        EXPECT_FALSE(readable(high, 0ms));
        send_all(both.client, "x");
        EXPECT_TRUE(readable(high));
        EXPECT_EQ(receive(high, 1), "x");
    });
}

bool closes_on_exec(int fd) {
    return (::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
}

TEST(traps, 27_every_handle_closes_on_exec) {
    on_each_family([](auto family) {
        const auto both = connected(family);
        EXPECT_TRUE(closes_on_exec(both.client.get()));
        EXPECT_TRUE(closes_on_exec(both.server.get())) << "the accepted one, too";
    });
    const auto pair = value(net::socket_pair(), "socket_pair");
    const held first(pair.first), second(pair.second);
    EXPECT_TRUE(closes_on_exec(first.get()));
    EXPECT_TRUE(closes_on_exec(second.get()));
}

/// Two pipes to a `cat`, which lives until its input ends.
class living_child {
  public:
    living_child() {
        EXPECT_EQ(::pipe(to_) + ::pipe(from_), 0);
        for (const int ours : {to_[1], from_[0]})
            EXPECT_EQ(::fcntl(ours, F_SETFD, FD_CLOEXEC), 0);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, to_[0], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, from_[1], STDOUT_FILENO);
        std::string program = "cat";
        char* argv[] = {program.data(), nullptr};
        EXPECT_EQ(::posix_spawnp(&id_, "cat", &actions, nullptr, argv, environ), 0);
        ::posix_spawn_file_actions_destroy(&actions);
    }
    /// True: it has begun, for it answers. (posix_spawn may return while exec is still
    /// closing descriptors.)
    bool answers() {
        char byte = '?';
        return ::write(to_[1], &byte, 1) == 1 && ::read(from_[0], &byte, 1) == 1;
    }
    ~living_child() {
        for (const int fd : {to_[0], to_[1], from_[0], from_[1]})
            ::close(fd);
        ::waitpid(id_, nullptr, 0);
    }
    living_child(const living_child&) = delete;
    living_child& operator=(const living_child&) = delete;

  private:
    int to_[2]{}, from_[2]{};
    pid_t id_ = -1;
};

// A child that inherited the listening socket would keep the port although we closed it.
TEST(traps, 27_a_child_does_not_keep_a_port) {
    held listener = listening(net::address_family::ipv4);
    const auto where = name(listener);
    living_child child;
    ASSERT_TRUE(child.answers());
    listener.reset();
    const held again = open(net::address_family::ipv4);
    const auto ok = net::bind(again.get(), where);
    EXPECT_TRUE(ok) << ok.error().message();
    EXPECT_TRUE(child.answers()) << "it lived meanwhile";
}

// Without a descriptor to give away accept fails and the connection stays in the queue:
// a loop that only tries again spins. (seam_walk.cpp has the scripted one.)
TEST(traps, 38_accept_without_a_free_descriptor) {
    const auto family = net::address_family::ipv4;
    const held listener = listening(family);
    const held client = open(family);
    ASSERT_TRUE(net::connect(client.get(), name(listener)));
    ASSERT_TRUE(readable(listener));
    std::vector<net::result<net::native_handle>> answers;
    {
        const descriptor_limit none(0);
        for (int i = 0; i < 3; ++i)
            answers.push_back(net::accept(listener.get()));
    }
    // Looked at only now: UBSan needs a descriptor to check an error's category.
    for (const auto& got : answers) {
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error(), std::errc::too_many_files_open);
    }
    EXPECT_TRUE(readable(listener, 0ms)) << "it is still queued";
    EXPECT_TRUE(held(value(net::accept(listener.get()), "accept")).get() >= 0);
}

} // namespace
