// What runs until somebody ends it.
#include <net/address.hpp>
#include <net/byte_order.hpp>
#include <net/socket.hpp>

#include <thread>

#include "copy.hpp"

namespace {

using namespace kit_test;
using watch = copy;
using demo = copy;

/// Reads lines until one has `part`; all that was read, if none has.
std::string read_until(os::child& child, std::string_view part) {
    std::string all;
    const auto limit = os::in(std::chrono::seconds(120));
    while (const auto line = child.read_line(limit)) {
        if (line->find(part) != std::string::npos)
            return *line;
        all += *line + "\n";
    }
    return all;
}

TEST_F(watch, checks_the_lesson_whose_file_was_saved) {
    auto watching = start(KIT_PROGRAM, {"watch"});
    EXPECT_TRUE(has(read_until(watching, "watching lessons/"), "watching"));
    write_answer();
    EXPECT_TRUE(has(read_until(watching, "01 socket: "), "01 socket: passed"));
    EXPECT_TRUE(has(read_until(watching, "watching lessons/"), "watching"));
    write_answer("return handle_ != net::invalid_handle;", "return false;");
    EXPECT_TRUE(has(read_until(watching, " failed, "), "01 socket: "));
    EXPECT_TRUE(has(read_until(watching, "watching lessons/"), "watching"));
    write("lessons/01-socket/detail/helper.h", "// counts with the lesson\n");
    EXPECT_TRUE(has(read_until(watching, " failed, "), "01 socket: "));
    EXPECT_TRUE(watching.interrupt());
    EXPECT_EQ(finish(watching).status, 130);
}

TEST_F(watch, ends_a_check_whose_answer_was_saved_anew) {
    write_answer("return handle_ != net::invalid_handle;",
                 "volatile bool on = true; while (on) {} return on;");
    auto watching = start(KIT_PROGRAM, {"watch", "1"});
    // The test program runs, and would go on for three seconds a test.
    const fs::path reports = root() / ".first-byte" / "tmp";
    const auto limit = os::in(std::chrono::seconds(120));
    const auto has_begun = [&] {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(reports, error))
            if (kit::read_file(entry.path()).value_or("").find("begin ") !=
                std::string::npos)
                return true;
        return false;
    };
    while (!has_begun() && std::chrono::steady_clock::now() < limit)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(has_begun());
    write_answer();
    EXPECT_TRUE(has(read_until(watching, "01 socket: "), "01 socket: passed"));
    EXPECT_TRUE(watching.interrupt());
    EXPECT_EQ(finish(watching).status, 130);
}

TEST_F(watch, leaves_ctrl_c_to_the_program_that_runs) {
    // The reference of lesson 03 waits for Enter.
    auto running = start(KIT_PROGRAM, {"run", "3", "--reference"});
    EXPECT_TRUE(has(read_until(running, "listening on"), "listening on 127.0.0.1:"));
    EXPECT_TRUE(running.interrupt()); // the whole group, as a terminal does it
    const auto given = finish(running);
    EXPECT_EQ(given.status, 130);
}

TEST_F(demo, shows_every_call_of_both_and_takes_the_next_port) {
    // Somebody has port 5000: this test, or who keeps it from having it.
    const auto holder = net::socket(net::address_family::ipv4);
    ASSERT_TRUE(holder);
    auto port_5000 = *net::parse_address("127.0.0.1");
    port_5000.port = net::htons(5000);
    if (net::bind(*holder, port_5000)) {
        ASSERT_TRUE(net::listen(*holder, 1));
    }
    const auto given = kit({"demo"});
    EXPECT_TRUE(net::close(*holder));
    EXPECT_EQ(given.status, 0) << given.error;
    EXPECT_TRUE(has(given.out, "Port 5000 is taken"));
    EXPECT_TRUE(has(given.out, "listens on 127.0.0.1:50"));
    for (const std::string call : {"socket(", "bind(", "listen(", "accept(", "connect(",
                                   "send(", "recv(", "shutdown(", "close("})
        EXPECT_TRUE(has(given.out, " " + call));
    EXPECT_TRUE(has(given.out, "0, end of stream"));
    expect_at_most_80_columns(given.out);
}

} // namespace
