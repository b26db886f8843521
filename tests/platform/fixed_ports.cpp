// Trap 31 again: no test binds or listens on a port of its own choice, so that any number
// of runs share a machine. This looks for it in the source text.
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include <gtest/gtest.h>

namespace {

TEST(traps, 31_no_test_has_a_port_of_its_own) {
    // A number in a port's place, in a call that gives a socket an address. The name of
    // the one below is taken apart, or this file would accuse itself.
    const std::regex suspicious("(bind|listen|connect|bound|listening)[a-z_]*\\(.*"
                                "(htons|port)[ (=,]*[1-9][0-9]*");
    const std::filesystem::path tests = FIRST_BYTE_TESTS;
    if (!std::filesystem::exists(tests))
        GTEST_SKIP() << "the source is not on this machine";
    int files = 0;
    for (const char* folder : {"platform", "lessons", "support"}) {
        if (!std::filesystem::exists(tests / folder))
            continue;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(tests / folder)) {
            const auto kind = entry.path().extension();
            if (kind != ".cpp" && kind != ".hpp")
                continue;
            ++files;
            std::ifstream in(entry.path());
            std::string line;
            for (int number = 1; std::getline(in, line); ++number) {
                EXPECT_FALSE(std::regex_search(line, suspicious))
                    << entry.path().string() << ":" << number << ": " << line;
            }
        }
    }
    EXPECT_GT(files, 10);
    const std::string bad = std::string("net::bind") + "(s, address(htons(4711)))";
    EXPECT_TRUE(std::regex_search(bad, suspicious)) << "the search itself works";
}

} // namespace
