// kit packets, with tcpdump and with programs that act as if they were it.
#include <system_error>

#include "copy.hpp"
#include "one_line.hpp"
#include "os/caller.hpp"

namespace {

using namespace kit_test;

class packets : public copy {
  protected:
    /// A call that takes the programs of this build, with `path` as the only PATH.
    static answer call(const std::string& lesson, const std::string& path) {
        return kit({"packets", lesson, "--reference", "--build", KIT_BUILD},
                   {"", {{"PATH", path}}});
    }

    /// A folder with a tcpdump that is this script.
    static std::string with_tcpdump(const std::string& script) {
        const fs::path folder = root() / ".first-byte" / "tools";
        write(".first-byte/tools/tcpdump", "#!/bin/sh\n" + script);
        std::error_code error;
        fs::permissions(folder / "tcpdump", fs::perms::owner_all, error);
        return folder.string();
    }
};

std::string row(std::string_view table, std::string_view flags) {
    for (const auto& line : kit::lines_of(table))
        if (line.find(flags) != std::string::npos)
            return line;
    return {};
}

/// Why this machine shows no packets; empty: it does.
std::string why_no_capture(const answer& given) {
    return given.status == 3 ? given.error : std::string();
}

class packets_of : public packets, public testing::WithParamInterface<std::string> {};

TEST_P(packets_of, show_the_whole_conversation) {
    const auto given = kit({"packets", GetParam(), "--reference", "--build", KIT_BUILD});
    if (const auto why = why_no_capture(given); !why.empty())
        GTEST_SKIP() << why;
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_TRUE(has(row(given.out, " SYN "), " client  SYN         0     -     0  "));
    EXPECT_TRUE(has(row(given.out, " SYN-ACK "), " server  SYN-ACK     0     1     0 "));
    const std::string told = in_one_line(given.out);
    EXPECT_TRUE(has(told, "the handshake is done"));
    EXPECT_TRUE(has(told, "the client has no more to send: FIN"));
    if (GetParam() == "4") {
        EXPECT_TRUE(has(told, "the server's system resets it: RST"));
    } else {
        EXPECT_TRUE(has(told, "the server has no more to send: FIN"));
        EXPECT_TRUE(has(told, "both FINs have arrived: the end"));
    }
    const bool echoes = GetParam() > "5";
    EXPECT_EQ(told.find("the server sends") != std::string::npos, echoes);
    expect_at_most_80_columns(given.out);
}

INSTANTIATE_TEST_SUITE_P(lesson, packets_of, testing::Values("4", "5", "6", "7", "8"));

TEST_F(packets, of_a_lesson_without_a_connection_are_none) {
    for (const std::string lesson : {"1", "2", "3"}) {
        const auto given = kit({"packets", lesson});
        EXPECT_EQ(given.status, 2);
        EXPECT_TRUE(has(given.error, "Lesson 0" + lesson + " makes no connection"));
        EXPECT_TRUE(has(given.error, "./kit packets 4"));
    }
    EXPECT_TRUE(has(kit({"packets", "99"}).error, "There is no lesson 99"));
    EXPECT_TRUE(has(kit({"packets"}).error, "Which lesson?"));
    EXPECT_TRUE(has(kit({"packets", "4", "5"}).error, "One lesson at a time"));
    EXPECT_TRUE(has(kit({"packets", "4", "--port"}).error, "has no option --port"));
}

TEST_F(packets, of_code_that_is_not_written_are_none_and_it_says_so) {
    auto given = kit({"packets", "7", "--mine"});
    if (const auto why = why_no_capture(given); !why.empty())
        GTEST_SKIP() << why;
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "The server ended with status 1. It said: cannot"));
    given = kit({"packets", "4", "--mine"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "The client ended with status 1. It said: cannot"));
    EXPECT_TRUE(has(given.error, "No packet came."));
}

TEST_F(packets, without_tcpdump_are_the_recorded_ones) {
    const auto given = call("4", "/nonexistent");
    EXPECT_EQ(given.status, 3);
    EXPECT_TRUE(has(given.error, "No capture here: there is no tcpdump"));
    EXPECT_TRUE(has(given.error, "The lesson goes on without it."));
    EXPECT_TRUE(has(given.out, "Recorded for lesson 04"));
    EXPECT_TRUE(has(given.out, "the handshake is done"));
    expect_at_most_80_columns(given.out + given.error);
    const auto other = call("8", "/nonexistent");
    EXPECT_EQ(other.status, 3);
    EXPECT_TRUE(has(other.out, "Recorded for lesson 07"));
}

TEST_F(packets, that_may_not_be_captured_are_the_recorded_ones) {
    // What tcpdump 4.99 says to an ordinary user.
    const auto given = call(
        "7", with_tcpdump("echo \"tcpdump: lo: You don't have permission to perform this "
                          "capture on that device\" >&2\n"
                          "echo '(socket: Operation not permitted)' >&2\nexit 1\n"));
    EXPECT_EQ(given.status, 3);
    EXPECT_TRUE(has(in_one_line(given.error),
                    "No capture here: tcpdump says \"tcpdump: lo: You"));
    EXPECT_TRUE(has(given.error, "root"));
    EXPECT_TRUE(has(given.out, "both FINs have arrived: the end"));
    expect_at_most_80_columns(given.out + given.error);
}

TEST_F(packets, that_cannot_be_captured_are_the_recorded_ones) {
    const auto given = call(
        "4", with_tcpdump("echo 'tcpdump: lo: No such device exists' >&2\nexit 1\n"));
    EXPECT_EQ(given.status, 3);
    EXPECT_TRUE(has(in_one_line(given.error),
                    "tcpdump says \"tcpdump: lo: No such device exists\""));
}

TEST_F(packets, that_cannot_be_read_are_said_so) {
    const auto given = call("4", with_tcpdump("echo 'tcpdump: listening on lo' >&2\n"
                                              "echo 'this is no savefile at all'\n"
                                              "exec /bin/sleep 100\n"));
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "does not begin like a pcap savefile"));
}

TEST_F(packets, under_sudo_only_tcpdump_is_roots) {
    if (!os::is_root())
        GTEST_SKIP() << "only root can be who sudo makes root";
    // Where every user can go: the copy may lie in a home that is root's alone.
    const fs::path build =
        fs::temp_directory_path() / ("kit-under-sudo-" + std::to_string(os::own_id()));
    const fs::path client = build / "bin/reference/04/main";
    ASSERT_TRUE(kit::write_file(client, "#!/bin/sh\n/usr/bin/id -u\nexit 1\n"));
    os::spawn_options quiet;
    quiet.error = os::stream::null;
    auto other = os::child::spawn("chown", {"65534", client.string()}, quiet);
    if (!other.wait(os::in(std::chrono::seconds(60))).exited_with(0))
        GTEST_SKIP() << "in this namespace root is the only user";
    std::error_code error;
    for (fs::path up = client; up != build.parent_path(); up = up.parent_path())
        fs::permissions(
            up, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec,
            error);
    const auto note = (root() / ".first-byte" / "tcpdump.user").string();
    const auto path =
        with_tcpdump("/usr/bin/id -u >'" + note +
                     "'\necho 'tcpdump: listening on lo' >&2\nexec /bin/sleep 100\n");
    const auto given =
        kit({"packets", "4", "--reference", "--build", build.string()},
            {"", {{"PATH", path}, {"SUDO_UID", "65534"}, {"SUDO_GID", "65534"}}});
    fs::remove_all(build, error);
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "It said: 65534 "));
    EXPECT_EQ(read(".first-byte/tcpdump.user"), "0\n");
}

TEST_F(packets, leave_no_tcpdump_behind_after_ctrl_c) {
    const auto note = root() / ".first-byte" / "tcpdump.id";
    const auto path =
        with_tcpdump("echo $$ >'" + note.string() + ".new'\n/bin/mv '" + note.string() +
                     ".new' '" + note.string() + "'\nexec /bin/sleep 100\n");
    auto running =
        start(KIT_PROGRAM, {"packets", "4", "--reference", "--build", KIT_BUILD},
              {"", {{"PATH", path}}});
    const auto limit = os::in(std::chrono::seconds(20));
    while (!fs::exists(note) && std::chrono::steady_clock::now() < limit)
        static_cast<void>(running.wait(os::in(std::chrono::milliseconds(5))));
    const auto id = kit::read_file(note);
    ASSERT_TRUE(id);
    EXPECT_TRUE(running.interrupt());
    EXPECT_EQ(finish(running).status, 130);
    // Whoever adopted it reaps it in its own time.
    const auto gone = "/bin/kill -0 " + id->substr(0, id->find('\n')) + " 2>/dev/null";
    bool lives = true;
    while (lives && std::chrono::steady_clock::now() < limit)
        lives = std::system(gone.c_str()) == 0; // NOLINT: the kill of the shell's PATH
    EXPECT_FALSE(lives);
}

} // namespace
