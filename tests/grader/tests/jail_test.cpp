// The jail holds, whatever runs in it: here a shell that may do all that a shell can.
#include <sstream>
#include <thread>

#include "grading/tool.hpp"
#include "grading_fixture.hpp"
#include "os/caller.hpp"
#include "os/memory.hpp"
#include "os/process.hpp"

#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/os.hpp>

namespace {

using namespace grading_test;
namespace os = grader::os;

struct answer {
    std::string said;
    os::exit_status end;
    std::chrono::steady_clock::duration took{};
};

/// Runs a script of sh in a jail; at most 20 s.
answer jailed(const std::string& script, os::confinement c = {}) {
    const auto begun = std::chrono::steady_clock::now();
    answer made;
    {
        auto child = os::spawn_confined("sh", {"-c", script}, c);
        const auto until = os::in(std::chrono::seconds(20));
        made.said = child.read_until_end(until, 1 << 16).text;
        made.end = child.wait(until);
    }
    made.took = std::chrono::steady_clock::now() - begun;
    return made;
}

/// Whether a process of this machine has these words in its command line, a little later.
bool still_runs(const std::string& words) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    bool found = true;
    while (found && std::chrono::steady_clock::now() < until) {
        found = false;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator("/proc", error))
            found = found ||
                    kit::read_file(entry.path() / "cmdline").value_or("").find(words) !=
                        std::string::npos;
    }
    return found;
}

/// A path as a word of a shell's command.
std::string quoted(const fs::path& path) {
    std::string word = "'";
    for (const char c : path.string())
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

class jail : public with_workshop {};

TEST_F(jail, shows_no_file_but_those_that_are_named) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "named", "yes"));
    ASSERT_TRUE(os::open_all_to_jails(folder / "named"));
    os::confinement c;
    c.readable = {folder / "named"};
    const auto given =
        jailed("cat " + quoted(folder / "named") + "; ls " + quoted(project().root()) +
                   " /home /root /etc/passwd; env",
               c);
    EXPECT_TRUE(given.said.starts_with("yes")) << given.said;
    EXPECT_EQ(given.said.find("CMakeLists.txt"), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("root:"), std::string::npos) << given.said;
    EXPECT_EQ(given.said.find("HOME="), std::string::npos) << given.said;
}

TEST_F(jail, tells_nothing_of_processes) {
    const auto given = jailed("ls /proc /sys; ls /proc/1 && echo found");
    EXPECT_EQ(given.said.find("found"), std::string::npos) << given.said;
}

TEST_F(jail, is_started_without_the_environment_of_who_starts_it) {
    // A process's first environment stays where its own user can read it.
    const auto variables = [](const fs::path& process) {
        std::vector<std::string> all;
        for (std::istringstream text(kit::read_file(process / "environ").value_or(""));
             std::getline(text, all.emplace_back(), '\0');) {
        }
        return all;
    };
    const auto ours = variables("/proc/self");
    ASSERT_GT(ours.size(), 2u);
    auto child = os::spawn_confined("sh", {"-c", "echo runs; sleep 98762"}, {});
    ASSERT_EQ(child.read_line(os::in(std::chrono::seconds(20))), "runs");
    int seen = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const auto words = kit::read_file(entry.path() / "cmdline").value_or("");
        if (words.find("sleep 98762") == std::string::npos)
            continue;
        ++seen;
        for (const auto& one : variables(entry.path()))
            EXPECT_TRUE(one.empty() || one.starts_with("PATH=") ||
                        one.starts_with("PWD=") || one.starts_with("_="))
                << one.substr(0, one.find('='));
    }
    EXPECT_GT(seen, 1); // bwrap and the shell in the jail
}

TEST_F(jail, has_names_of_hosts_of_its_own) {
    const auto given = jailed("cat /etc/hosts; getent hosts localhost; ls /etc");
    EXPECT_TRUE(given.said.starts_with("127.0.0.1 localhost\n::1 localhost\n::1 "))
        << given.said;
    EXPECT_EQ(given.said.find("passwd"), std::string::npos) << given.said;
}

TEST_F(jail, has_one_device) {
    EXPECT_EQ(jailed("ls /dev; echo lost > /dev/null").said, "null\n");
    const auto given = jailed("echo x > /dev/more; mkdir /dev/shm; echo y > /etc/more");
    EXPECT_EQ(std::count(given.said.begin(), given.said.end(), '\n'), 3) << given.said;
    EXPECT_NE(given.said.find("Read-only"), std::string::npos) << given.said;
}

TEST_F(jail, keeps_what_it_may_read_from_being_changed) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "named", "yes"));
    ASSERT_TRUE(os::open_all_to_jails(folder / "named"));
    os::confinement c;
    c.readable = {folder};
    static_cast<void>(jailed("echo no > " + quoted(folder / "named") + "; rm -rf " +
                                 quoted(folder) + "; touch /was-here /usr/was-here",
                             c));
    EXPECT_EQ(kit::read_file(folder / "named"), "yes");
    EXPECT_FALSE(fs::exists("/was-here"));
    EXPECT_FALSE(fs::exists("/usr/was-here"));
}

TEST_F(jail, has_a_network_of_its_own) {
    const auto listener = net::os::socket(net::address_family::ipv4);
    ASSERT_TRUE(listener);
    ASSERT_TRUE(net::os::bind(*listener, *net::parse_address("127.0.0.1")));
    ASSERT_TRUE(net::os::listen(*listener, 1));
    const auto port = net::ntohs(net::os::getsockname(*listener)->port);
    const auto shell = jailed("bash -c 'exec 3<>/dev/tcp/127.0.0.1/" +
                              std::to_string(port) + "' && echo reached");
    EXPECT_EQ(shell.said.find("reached"), std::string::npos) << shell.said;
    EXPECT_NE(shell.said.find("refused"), std::string::npos) << shell.said;
    static_cast<void>(net::os::close(*listener));
}

TEST_F(jail, kills_nobody_outside) {
    const auto given = jailed("kill -9 -1; kill -9 1; kill -9 $PPID; kill -9 " +
                              std::to_string(os::own_id()) + "; echo alone");
    // This test goes on, so it was not killed.
    EXPECT_TRUE(given.end.ended());
}

TEST_F(jail, leaves_no_daemon) {
    const auto given = jailed("setsid sleep 98765 >/dev/null 2>&1 & "
                              "(setsid sh -c 'sleep 98765' &) ; echo started");
    EXPECT_EQ(given.said, "started\n");
    EXPECT_FALSE(still_runs(std::string("sleep\0"
                                        "98765",
                                        11)));
}

TEST_F(jail, bounds_a_fork_bomb) {
    os::confinement c;
    c.cpu_seconds = 2;
    const auto given = jailed("bomb() { bomb | bomb & }; bomb; sleep 3; echo 98764", c);
    EXPECT_LT(given.took, std::chrono::seconds(25));
    EXPECT_FALSE(still_runs("bomb()"));
}

TEST_F(jail, bounds_memory_files_and_time) {
    os::confinement c;
    c.memory = 64 << 20;
    c.file_size = 1 << 20;
    c.scratch = 4 << 20;
    c.cpu_seconds = 1;
    const auto memory = jailed("yes | head -c 200000000 | tail -c 150000000 | wc -c", c);
    EXPECT_EQ(memory.said.find("150000000"), std::string::npos) << memory.said;
    const auto size =
        jailed("yes | head -c 2000000 > /tmp/large; stat -c %s /tmp/large", c);
    EXPECT_NE(size.said.find("1048576"), std::string::npos) << size.said;
    const auto scratch = jailed("for i in 1 2 3 4 5 6 7 8; do yes | head -c 1000000 > "
                                "/tmp/$i || echo full; done",
                                c);
    EXPECT_NE(scratch.said.find("full"), std::string::npos) << scratch.said;
    const auto time = jailed("while :; do :; done", c);
    EXPECT_LT(time.took, std::chrono::seconds(10));
}

TEST(connections, have_too_much_by_quarters_of_where_the_system_gets_sparing) {
    const os::connections_memory half{50, 100}, untold;
    EXPECT_TRUE(half.above(1));
    EXPECT_FALSE(half.above(2));
    EXPECT_FALSE(untold.above(1));
}

TEST_F(jail, has_its_memory_counted_with_all_that_it_starts) {
    const std::string take = "text=$(yes | head -c 20000000); echo; sleep 98761";
    auto child = os::spawn_confined(
        "sh", {"-c", "(setsid sh -c '" + take + "' &); sh -c '" + take + "' & " + take},
        {});
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(child.read_line(os::in(std::chrono::seconds(20))));
    EXPECT_GT(os::use_of_tree(child.id()).memory, 60'000'000);
    EXPECT_LT(os::use_of_tree(child.id()).memory, 200'000'000);
}

// Nobody reads what comes back: it fills both sockets' buffers.
TEST_F(jail, has_what_its_connections_hold_counted) {
    if (os::system_name() != "linux")
        GTEST_SKIP() << "only Linux tells";
    const fs::path folder = new_folder();
    for (const char* name : {"server", "client"})
        fs::copy_file(fs::path(KIT_BUILD) / "bin/reference/08" / name, folder / name);
    ASSERT_TRUE(os::open_all_to_jails(folder));
    os::confinement c;
    c.readable = {folder};
    c.folder = folder;
    auto child = os::spawn_confined(
        "sh",
        {"-c", "./server --port 5000 & until ./client --port 5000 </dev/null; do :; done"
               " 2>/dev/null; yes | ./client --port 5000 | { read line; sleep 98762; }"},
        c);
    const auto until = os::in(std::chrono::seconds(20));
    while (os::held_by_connections_of(child.id()) <= 2 << 20 &&
           std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    EXPECT_GT(os::held_by_connections_of(child.id()), 2 << 20);
    EXPECT_GT(os::memory_of_connections().used, 0);
    auto unjailed = os::child::spawn("sleep", {"98763"}, {});
    EXPECT_EQ(os::held_by_connections_of(unjailed.id()), 0);
    unjailed.kill();
}

TEST_F(jail, is_the_only_one_besides_us_that_can_read_the_workshop) {
    const fs::path folder = new_folder();
    ASSERT_TRUE(kit::write_file(folder / "of-a-student", "their words"));
    for (const fs::path& one : {shop().folder(), folder})
        EXPECT_EQ(fs::status(one).permissions() & fs::perms::others_all, fs::perms::none)
            << one;
    if (!os::is_root())
        return;
    const auto other = kit::grading::run_tool(
        {"setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "sh", "-c",
         "cat " + quoted(folder / "of-a-student") + "; ls -R " +
             quoted(shop().folder())});
    EXPECT_EQ(other.said.find("their words"), std::string::npos) << other.said;
    EXPECT_EQ(other.said.find("judges"), std::string::npos) << other.said;
    EXPECT_NE(other.said.find("Permission denied"), std::string::npos) << other.said;
}

TEST_F(jail, makes_no_jail_in_itself) {
    const auto given = jailed("unshare -U true && echo made");
    EXPECT_EQ(given.said.find("made\n"), std::string::npos) << given.said;
}

} // namespace
