// What kit test installs, asks and sums up; what kit doctor says of each tool.
#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "copy.hpp"
#include "os/caller.hpp"
#include "skipped.hpp"
#include "tools.hpp"

namespace {

using namespace kit_test;

/// A machine with nothing but what is put there.
class tools_missing : public copy {
  protected:
    tools_missing() : bin_(root() / ".first-byte" / "test-bin") {
        for (const std::string name :
             {"sh", "env", "cat", "touch", "chmod", "grep", "true", "mkdir"})
            if (const auto found = os::find_program(name)) {
                std::error_code error;
                fs::create_directories(bin_);
                fs::create_symlink(*found, bin_ / name, error);
            }
        put("sudo", "[ \"$1\" = -n ] && shift\nexec \"$@\"\n");
        put("cmake", "mkdir -p build/default\n");
        put("apt-get",
            "echo \"$@\" >>apt-calls\ncase \"$*\" in install*socat*)\n"
            "echo '#!/bin/sh' >\"$PATH/socat\"; chmod +x \"$PATH/socat\";;\nesac\n");
        ctest_says(one_skipped("there is no nc here"));
    }
    ~tools_missing() override {
        std::error_code error;
        fs::remove_all(bin_, error);
        fs::remove(root() / "apt-calls", error);
    }

    void SetUp() override {
        if (os::system_name() != "linux")
            GTEST_SKIP() << "the programs of this test's machine are those of Linux";
    }

    void put(const std::string& name, const std::string& script) const {
        write(".first-byte/test-bin/" + name, "#!/bin/sh\n" + script);
        fs::permissions(bin_ / name, fs::perms::owner_all);
    }

    static std::string one_skipped(const std::string& why) {
        return "<testcase name=\"a\" status=\"notrun\">\n"
               "<skipped message=\"SKIP_REGULAR_EXPRESSION_MATCHED\"/>\n"
               "<system-out>[ RUN      ] a\nfile.cpp:1: Skipped\n" +
               why + "\n</system-out>\n</testcase>\n";
    }

    void ctest_says(const std::string& junit) const {
        put("ctest", "while [ \"$1\" != --output-junit ]; do shift; done\n"
                     "cat >\"$2\" <<'END'\n<testsuite>\n" +
                         junit +
                         "</testsuite>\nEND\n"
                         "echo '100% tests passed, 0 tests failed out of 3'\n");
    }

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> here() const {
        return {{"PATH", bin_.string()}, {"FIRST_BYTE_YES", ""}};
    }
    [[nodiscard]] answer test(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"test"};
        words.insert(words.end(), more.begin(), more.end());
        // FIRST_BYTE_YES counts where it is set: these calls set it to nothing.
        return kit(words, {"", here()});
    }

    fs::path bin_;
};

TEST_F(tools_missing, are_installed_after_a_word_about_each) {
    const auto given = test();
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_TRUE(has(given.out, "Some tests need tools that this machine lacks"));
    EXPECT_TRUE(has(given.out, "  socat               the tests of lesson 08"));
    EXPECT_TRUE(has(given.out, "  bubblewrap          ./kit grade, and the grader's"));
    EXPECT_TRUE(has(given.out, "One command installs them:"));
    const auto calls = read("apt-calls");
    EXPECT_TRUE(calls.starts_with("update\ninstall -y --no-install-recommends "))
        << calls;
    for (const std::string package : {" netcat-openbsd", " socat", " bubblewrap"})
        EXPECT_TRUE(has(calls, package));
    EXPECT_EQ(calls.find("chromium"), std::string::npos) << "too large to come unasked";
    EXPECT_EQ(std::count(calls.begin(), calls.end(), '\n'), 2)
        << "one command: " << calls;
    const auto end = given.out.find("Not installed, so their tests are skipped: ");
    ASSERT_NE(end, std::string::npos) << given.out;
    const auto line = given.out.substr(end, given.out.find('\n', end) - end);
    EXPECT_TRUE(has(line, "nc"));
    EXPECT_EQ(line.find("socat"), std::string::npos) << line;
    expect_at_most_80_columns(given.out.substr(0, end));
}

TEST_F(tools_missing, are_left_out_on_request) {
    const auto given = test({"--no-install"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_EQ(given.out.find("Some tests need"), std::string::npos);
    EXPECT_FALSE(fs::exists(root() / "apt-calls"));
}

TEST_F(tools_missing, are_tried_one_by_one_where_one_command_fails) {
    put("apt-get",
        "echo \"$@\" >>apt-calls\n"
        "case \"$*\" in *curl*socat*) echo no curl anywhere; exit 100;; "
        "install*socat) touch \"$PATH/socat\"; chmod +x \"$PATH/socat\";; esac\n");
    const auto given = test();
    EXPECT_EQ(given.status, 0) << "the tests run all the same";
    EXPECT_TRUE(has(given.out, "no curl anywhere"));
    EXPECT_TRUE(has(read("apt-calls"), "recommends socat\n"));
    EXPECT_TRUE(fs::exists(bin_ / "socat"));
}

TEST_F(tools_missing, are_nothing_to_ask_sudo_for_a_password_without_a_terminal) {
    put("sudo", "[ \"$1\" = -n ] && exit 1\necho asked; exec \"$@\"\n");
    const auto given = test();
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_EQ(given.out.find("asked"), std::string::npos);
    EXPECT_EQ(fs::exists(root() / "apt-calls"), os::is_root());
    EXPECT_EQ(given.out.find("They are left out") != std::string::npos, !os::is_root());
}

TEST_F(tools_missing, are_asked_for_on_a_terminal) {
    if (const auto why = why_no_terminal(); !why.empty())
        GTEST_SKIP() << why;
    const std::string call = std::string(KIT_PROGRAM) + " test";
    auto given = on_terminal(call, "n\n", here());
    EXPECT_EQ(given.status, 0) << given.out;
    EXPECT_TRUE(has(given.out, "Install them now?"));
    EXPECT_TRUE(has(given.out, "They are left out"));
    EXPECT_FALSE(fs::exists(root() / "apt-calls"));
    given = on_terminal(call + " --yes", "", here());
    EXPECT_EQ(given.out.find("Install them now?"), std::string::npos);
    EXPECT_TRUE(fs::exists(root() / "apt-calls"));
    std::error_code error;
    fs::remove(root() / "apt-calls", error);
    given = on_terminal(call, "\n", here());
    EXPECT_TRUE(has(given.out, "Install them now?"));
    EXPECT_TRUE(fs::exists(root() / "apt-calls"));
}

TEST_F(tools_missing, are_summed_up_at_the_end) {
    ctest_says(one_skipped("no jail here: there is no bwrap here (get it)") +
               one_skipped("03/nc is skipped: there is no nc here; there is no ss here") +
               one_skipped("there is no nc here") + one_skipped("it rains &amp; pours") +
               "<testcase name=\"b\" status=\"run\"><system-out>there is no curl here"
               "</system-out></testcase>\n");
    const auto given = test({"--no-install"});
    const auto at = given.out.find("4 tests were skipped:\n");
    ASSERT_NE(at, std::string::npos) << given.out;
    const auto last = given.out.substr(at);
    EXPECT_TRUE(has(last, "     2  for want of nc\n     1  for want of ss\n"
                          "     1  for want of bubblewrap\n     1  it rains & pours\n"
                          "What is missing, in one command:\n"));
    EXPECT_TRUE(has(last, "apt-get install -y --no-install-recommends netcat-openbsd "
                          "iproute2 \\\n    bubblewrap\n"));
    EXPECT_TRUE(last.ends_with("100% tests passed, 0 tests failed out of 3\n")) << last;
    EXPECT_EQ(last.find("curl"), std::string::npos);
}

TEST_F(tools_missing, are_told_by_doctor_for_each_purpose) {
    put("bwrap", "exit 1\n");
    auto given = kit({"doctor"}, {"", here()});
    EXPECT_EQ(given.status, 1) << "there is no compiler";
    EXPECT_TRUE(has(given.out, "to learn:         something necessary is missing"));
    EXPECT_TRUE(has(given.out, "  ok    bubblewrap"));
    expect_at_most_80_columns(given.out);
    std::error_code error;
    fs::remove(bin_ / "bwrap", error);
    given = kit({"doctor"}, {"", here()});
    EXPECT_TRUE(has(given.out, "  --    bubblewrap          missing: ./kit grade, and"));
    const auto at = given.out.find("  to grade:  ");
    ASSERT_NE(at, std::string::npos) << given.out;
    EXPECT_TRUE(has(given.out.substr(at, 400), "missing: bubblewrap"));
    EXPECT_TRUE(has(given.out.substr(at, 400), "apt-get install -y"));
}

// Whatever a test or a command looks for is in the list.
TEST(tools, that_are_looked_for_are_in_the_list) {
    const std::vector<std::regex> signs{
        std::regex(R"re(find_program\("([^"]+)"\))re"),
        std::regex(R"re(NEEDS(?:_TOOL)?\("([^"]+)"\))re"),
        std::regex(R"re(child::spawn\("([^"/]+)")re"),
        std::regex(R"re((?:if|else|^)\s*with ([a-z0-9_ ]+) for )re"),
    };
    // The system's own, the build's (addr2line comes with the linker), and what opens a
    // page.
    const std::set<std::string> not_to_get{
        "sh",      "addr2line", "chown",          "cat",         "mkfifo",
        "apt-get", "cl",        "sure_time_wait", "true",        "ctest",
        "nothing", "sleep",     "echo",           "no-such-tool"};
    std::size_t count = 0;
    for (const std::string folder :
         {"tests/grader", "tests/pages", "tests/lessons", "tests/support"})
        for (const auto& entry :
             fs::recursive_directory_iterator(fs::path(KIT_PROJECT) / folder)) {
            const auto ending = entry.path().extension();
            if (ending != ".cpp" && ending != ".sh" && ending != ".hpp")
                continue;
            for (const auto& line : kit::lines_of(kit::read_file(entry).value_or("")))
                for (const auto& sign : signs) {
                    std::smatch found;
                    if (!std::regex_search(line, found, sign))
                        continue;
                    std::istringstream words(found[1].str());
                    for (std::string name; words >> name;) {
                        ++count;
                        EXPECT_TRUE(kit::tool_of(name) != nullptr ||
                                    not_to_get.contains(name))
                            << entry.path() << ": " << name << " is in no list of tools";
                    }
                }
        }
    EXPECT_GT(count, 30u);
}

TEST(tools, have_a_package_where_they_are_not_of_the_system) {
    for (const auto& each : kit::all_tools()) {
        EXPECT_FALSE(each.packages[0].empty()) << each.name;
        EXPECT_FALSE(each.for_what.empty()) << each.name;
    }
}

} // namespace
