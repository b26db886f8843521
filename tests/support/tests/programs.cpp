// Programs of a test: their output is taken at all times, and a crash is told as one.
#include <string>

#include <gtest/gtest.h>

#include <net/os.hpp>

#include "built.hpp"
#include "os/emulator.hpp"
#include "os/process.hpp"

namespace {

namespace os = grader::os;

os::child start(const std::string& what) {
    os::spawn_options options;
    options.input = os::stream::pipe;
    options.error = os::stream::pipe;
    return support::spawn_built(FIRST_BYTE_GREEDY, {what}, options);
}

// 1 MiB is more than any pipe holds. Nobody reads: that the program comes to its end says
// that its words were taken.
TEST(programs, are_never_kept_waiting_for_a_reader) {
    auto talker = start("words");
    ASSERT_TRUE(talker.started()) << talker.why_not();
    talker.drain_always();
    const auto until = os::in(std::chrono::seconds(60));
    std::string output;
    while (output.find("waits") == std::string::npos &&
           std::chrono::steady_clock::now() < until)
        if (output = talker.unread(os::source::output); output.size() < 1u << 20)
            static_cast<void>(net::os::poll({}, std::chrono::milliseconds(10)));
    EXPECT_NE(output.find("waits"), std::string::npos) << output.size();
    talker.close_input();
    EXPECT_TRUE(talker.wait(until).exited_with(0));
}

TEST(programs, what_they_said_meanwhile_can_be_read_afterwards) {
    auto talker = start("words");
    ASSERT_TRUE(talker.started()) << talker.why_not();
    talker.drain_always();
    talker.close_input();
    const auto until = os::in(std::chrono::seconds(60));
    ASSERT_TRUE(talker.wait(until).exited_with(0));
    EXPECT_EQ(talker.read_line(until)->size(), 1023u);
    // Windows writes two bytes for a line end.
    EXPECT_GE(talker.read_until_end(until).text.size(), 1023u * 1024);
    EXPECT_GE(talker.read_until_end(until, 1u << 24, os::source::error).text.size(),
              1u << 20);
}

TEST(programs, an_end_is_seen_by_whoever_looks) {
    auto talker = start("words");
    ASSERT_TRUE(talker.started()) << talker.why_not();
    talker.drain_always();
    EXPECT_EQ(talker.look(os::in(std::chrono::milliseconds(1)))->kind,
              os::exit_status::how::timed_out);
    talker.kill();
    EXPECT_TRUE(talker.look(os::in(std::chrono::seconds(60)))->ended());
}

} // namespace
