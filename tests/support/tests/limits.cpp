// What is confined keeps to its limits, on every system that can hold it to them.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <gtest/gtest.h>

#include "os/emulator.hpp"
#include "os/jail.hpp"
#include "os/process.hpp"

namespace {

namespace fs = std::filesystem;
namespace os = grader::os;

class confined : public testing::Test {
  protected:
    void SetUp() override {
#ifdef FIRST_BYTE_SANITIZED
        GTEST_SKIP() << "a sanitizer wants terabytes of addresses, more than any limit";
#endif
        if (std::getenv("FIRST_BYTE_RUNNER") != nullptr)
            GTEST_SKIP() << "a jail has no emulator for a program of another machine";
        if (!os::why_no_jail().empty())
            GTEST_SKIP() << "no jail here: " << os::why_no_jail();
        // A copy where jails can go: the build may lie in a home that is its owner's
        // alone.
        std::error_code error;
        fs::create_directory(folder, error);
        fs::copy_file(FIRST_BYTE_GREEDY, greedy, error);
        ASSERT_TRUE(!error && os::open_to_jails(folder, false) &&
                    os::open_to_jails(greedy, false))
            << error.message();
        limits.readable = {greedy};
        until = os::in(std::chrono::seconds(30));
    }
    void TearDown() override {
        std::error_code error;
        fs::remove_all(folder, error);
    }
    os::child start(const std::vector<std::string>& arguments) {
        return os::spawn_confined(greedy, arguments, limits);
    }
    std::string first_line(const std::vector<std::string>& arguments) {
        auto child = start(arguments);
        auto line = child.read_line(until);
        child.kill();
        return line.value_or("");
    }
    const fs::path folder =
        fs::temp_directory_path() / ("first-byte-limits-" + std::to_string(os::own_id()));
    const fs::path greedy = folder / fs::path(FIRST_BYTE_GREEDY).filename();
    os::confinement limits;
    os::deadline until{};
};

TEST_F(confined, has_what_it_may_have) {
    EXPECT_EQ(first_line({"many", "3"}), "3");
    EXPECT_EQ(first_line({"memory", "100"}), "has them");
}

TEST_F(confined, ends_with_its_children) {
    // Its child holds the other end of our pipe: that it ends says that the child did.
    auto parent = start({"family"});
    EXPECT_GT(std::atoi(parent.read_line(until).value_or("").c_str()), 0); // its id
    parent.kill();
    EXPECT_TRUE(parent.wait(until).ended());
    EXPECT_TRUE(parent.read_until_end(until).ended);
}

class confined_in_count : public confined {
  protected:
    void SetUp() override {
        if (os::under_wine()) // seen under Wine 8: it takes both limits and holds neither
            GTEST_SKIP() << "Wine does not count a job's processes and memory";
        confined::SetUp();
    }
};

TEST_F(confined_in_count, starts_no_more_processes_than_it_may) {
    limits.processes = 6; // a jail's own count, too
    const auto said = first_line({"many", "20"});
    EXPECT_LT(std::atoi(said.c_str()), 7) << said;
}

TEST_F(confined_in_count, takes_no_more_memory_than_it_may) {
    limits.memory = 300 << 20;
    EXPECT_NE(first_line({"memory", "400"}), "has them");
}

} // namespace
