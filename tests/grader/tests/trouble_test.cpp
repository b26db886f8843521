// A tool that failed is no student that failed; and two kits at once do each other no
// harm.
#include <thread>

#include "build_trouble.hpp"
#include "copy.hpp"
#include "os/file_lock.hpp"
#include "source_text.hpp"

namespace {

using namespace kit_test;

constexpr long long not_judged = 3;

class trouble : public copy {
  protected:
    [[nodiscard]] static fs::path program() {
        return root() / "build" / "student" / "bin" / "student" / "01" /
               ("contract" + std::string(os::program_suffix()));
    }

    /// A right answer that was built and has passed.
    static void pass() {
        write_answer();
        const auto given = kit({"check", "1"});
        ASSERT_EQ(given.status, 0) << given.out << given.error;
    }

    /// The check could not judge, says so in these words, and has forgotten nothing.
    static void expect_not_judged(const answer& given, std::string_view words) {
        EXPECT_EQ(given.status, not_judged) << given.out << given.error;
        EXPECT_TRUE(has(given.error, words));
        EXPECT_TRUE(has(given.out, "01 socket: not judged"));
        EXPECT_FALSE(has(given.out, "FAIL"));
        EXPECT_FALSE(has(given.out, "does not compile"));
        EXPECT_TRUE(has(read(".first-byte/progress"), "01 check passed "));
        expect_at_most_80_columns(given.out + given.error);
    }
};

/// Somebody who holds the lock of a build folder.
class holder {
  public:
    explicit holder(const fs::path& root) {
        std::error_code error;
        fs::create_directories(root / "build", error);
        EXPECT_EQ(lock_.try_to_take(root / "build" / "student.lock"),
                  os::file_lock::state::held);
    }
    void release() { lock_.release(); }

  private:
    os::file_lock lock_;
};

std::string error_line(os::child& child) {
    return child.read_line(os::in(std::chrono::seconds(60)), os::source::error)
        .value_or("(no line)");
}

TEST_F(trouble, who_comes_second_waits_and_says_so) {
    pass();
    holder first(root());
    auto second = start(KIT_PROGRAM, {"check", "1"});
    EXPECT_EQ(error_line(second), "another kit is building in build/student; waiting");
    first.release();
    const auto given = finish(second);
    EXPECT_EQ(given.status, 0) << given.out;
    EXPECT_TRUE(has(given.out, "01 socket: passed"));
}

TEST_F(trouble, who_waits_can_be_interrupted) {
    pass();
    const holder first(root());
    auto second = start(KIT_PROGRAM, {"check", "1"});
    EXPECT_TRUE(has(error_line(second), "waiting"));
    EXPECT_TRUE(second.interrupt());
    EXPECT_EQ(finish(second).status, 130);
}

TEST_F(trouble, two_checks_at_once_are_both_right) {
    const std::string answer_text = read("solutions/02-address/address.cpp");
    for (int round = 0; round < 10; ++round) {
        write("lessons/02-address/address.cpp",
              answer_text + "// round " + std::to_string(round) + "\n");
        auto one = start(KIT_PROGRAM, {"check", "2"});
        auto other = start(KIT_PROGRAM, {"check", "2"});
        for (auto* each : {&one, &other}) {
            const auto given = finish(*each);
            ASSERT_EQ(given.status, 0) << "round " << round << given.out << given.error;
        }
    }
}

TEST_F(trouble, a_test_program_that_somebody_else_links_is_not_the_students_failure) {
    pass();
    // As it is for a moment while an IDE links it: there, and no program yet.
    std::error_code error;
    fs::permissions(program(), fs::perms::owner_read, error);
    expect_not_judged(kit({"check", "1"}), "could not be started");
    fs::remove(program(), error);
    EXPECT_EQ(kit({"check", "1"}).status, 0);
}

TEST_F(trouble, a_test_program_that_was_killed_is_not_the_students_failure) {
    if (os::system_name() == "windows")
        GTEST_SKIP() << "there is no SIGKILL on Windows";
    pass();
    std::error_code error;
    fs::remove(program(), error); // it may be a link to what other tests use
    ASSERT_TRUE(kit::write_file(program(), "#!/bin/sh\nkill -9 $$\n"));
    fs::permissions(program(), fs::perms::owner_all, error);
    expect_not_judged(kit({"check", "1"}), "was ended by SIGKILL");
    fs::remove(program(), error);
    EXPECT_EQ(kit({"check", "1"}).status, 0);
}

TEST_F(trouble, a_program_that_is_built_anew_meanwhile_is_not_judged) {
    if (os::system_name() == "windows")
        GTEST_SKIP() << "a program that runs cannot be replaced there";
    pass();
    const auto right = kit::read_file(program()).value_or("");
    std::error_code error;
    fs::remove(program(), error);
    ASSERT_TRUE(kit::write_file(program(), "#!/bin/sh\necho new >>\"$0\"\nexit 1\n"));
    fs::permissions(program(), fs::perms::owner_all, error);
    expect_not_judged(kit({"check", "1"}), "built anew while they were tested");
    fs::remove(program(), error);
}

/// The build tool of the copy, replaced by a script while this lives.
class other_ninja {
  public:
    other_ninja(const fs::path& root, const std::string& script)
        : cache_(root / "build" / "student" / "CMakeCache.txt"),
          before_(kit::read_file(cache_).value_or("")),
          written_(fs::last_write_time(cache_)) {
        const fs::path fake = root / ".first-byte" / "ninja";
        EXPECT_TRUE(kit::write_file(fake, "#!/bin/sh\n" + script));
        fs::permissions(fake, fs::perms::owner_all);
        std::string text = before_;
        const std::size_t at = text.find("CMAKE_MAKE_PROGRAM:");
        const std::size_t value = text.find('=', at) + 1;
        text.replace(value, text.find('\n', at) - value, fake.string());
        EXPECT_TRUE(kit::write_file(cache_, text));
    }
    ~other_ninja() {
        EXPECT_TRUE(kit::write_file(cache_, before_));
        fs::last_write_time(cache_, written_);
    }
    other_ninja(const other_ninja&) = delete;
    other_ninja& operator=(const other_ninja&) = delete;

  private:
    fs::path cache_;
    std::string before_;
    fs::file_time_type written_;
};

TEST_F(trouble, a_build_tool_that_failed_is_not_the_students_failure) {
    if (os::system_name() == "windows")
        GTEST_SKIP() << "a script of sh is no program there";
    pass();
    {
        const other_ninja full(root(), "echo '[1/2] Building CXX object a.o'\n"
                                       "echo 'FAILED: a.o'\necho 'c++ -o a.o'\n"
                                       "echo \"Fatal error: can't write a.o: "
                                       "No space left on device\"\nexit 1\n");
        expect_not_judged(kit({"check", "1"}), "no room left on the disk");
        EXPECT_EQ(kit({"run", "1", "--mine"}).status, not_judged);
    }
    {
        const other_ninja killed(root(), "kill -9 $$\n");
        expect_not_judged(kit({"check", "1"}), "the build tool was ended by SIGKILL");
    }
    {
        const other_ninja none(root(), "");
        std::error_code error;
        fs::remove(root() / ".first-byte" / "ninja", error);
        expect_not_judged(kit({"check", "1"}), "cannot start\n");
    }
}

// Ninja ends the compilers that it has started, if it is asked; killed, it leaves them.
TEST_F(trouble, an_interrupt_asks_the_build_tool_to_end) {
    if (os::system_name() == "windows")
        GTEST_SKIP() << "there a job ends with all that is in it";
    pass();
    const fs::path asked = root() / ".first-byte" / "asked";
    const other_ninja slow(root(), "trap 'echo yes >\"" + asked.string() +
                                       "\"; exit 130' INT\necho '[1/2] begun'\n"
                                       "echo up >\"" +
                                       asked.string() +
                                       "\"\nwhile :; do sleep 0.05; done\n");
    auto checking = start(KIT_PROGRAM, {"check", "1"});
    const auto limit = os::in(std::chrono::seconds(60));
    while (kit::read_file(asked).value_or("") != "up\n" &&
           std::chrono::steady_clock::now() < limit)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(checking.interrupt());
    EXPECT_EQ(finish(checking).status, 130);
    EXPECT_EQ(kit::read_file(asked), "yes\n");
}

struct case_of_trouble {
    const char* output;
    const char* told; ///< empty: the code was judged
};

// What GCC 12, Clang 14, binutils, Ninja 1.11 and MSVC say.
constexpr case_of_trouble cases[] = {
    {"lessons/01-socket/socket.cpp:3:1: error: expected unqualified-id\n", ""},
    {"lessons/01-socket/a.cpp:1:2: error: #error No space left on device\n", ""},
    {"  3 | puts(\"g++: fatal error: Killed signal terminated program\");\n", ""},
    {"lessons/01-socket/a.cpp:1:10: fatal error: /root/a.h: Permission denied\n", ""},
    {"/usr/bin/ld: a.cpp:(.text+0x1): undefined reference to `x'\n", ""},
    {"ld: symbol(s) not found for architecture arm64\n", ""},
    {"t.cpp:2:25: fatal error: error closing full/a.s: No space left on device\n",
     "no room left on the disk"},
    {"/usr/bin/ld: final link failed: No space left on device\n", "no room left"},
    {"fatal error: error in backend: IO failure on output stream: No space left on "
     "device\n",
     "no room left"},
    {"Fatal error: can't create a.o: Read-only file system\n", "read-only"},
    {"/usr/bin/ld: cannot open output file a: Permission denied\n", "read-only"},
    {"error: unable to open output file 'a.o': 'Read-only file system'\n", "read-only"},
    {"g++: fatal error: Killed signal terminated program cc1plus\n", "was killed"},
    {"collect2: fatal error: ld terminated with signal 9 [Killed]\n", "was killed"},
    {"clang: error: unable to execute command: Killed\n", "was killed"},
    {"cc1plus: out of memory allocating 65536 bytes after a total of 1 bytes\n",
     "memory of this machine"},
    {"/usr/lib/cc1plus: error while loading shared libraries: libgmp.so.10: failed to "
     "map segment from shared object\n",
     "memory of this machine"},
    {"lessons/01-socket/a.cpp:9:1: internal compiler error: Segmentation fault\n",
     "crashed"},
    {"/usr/bin/ld: a.o: file not recognized: file truncated\n", "something else builds"},
    {"LINK : fatal error LNK1104: cannot open file 'bin\\server.exe'\n", "still runs"},
    {"/bin/sh: 1: /usr/bin/c++: not found\n", "cannot be started"},
    {"ninja: error: manifest 'build.ninja' still dirty after 100 tries, perhaps system "
     "time is not set\n",
     "clock of this machine is behind"},
    {"ninja: error: opening build log: Permission denied\n", "read-only"},
    {"ninja: fatal: posix_spawn: Bad address\n", "Ninja cannot build"},
    {"[1/2] Building CXX object a.o\nFAILED: a.o \nc++ -o a.o\n"
     "ninja: build stopped: subcommand failed.\n",
     "ended without a word"},
    {"[1/2] Building CXX object a.o\nFAILED: a.o \nc++ -o a.o\n"
     "a.cpp:1:1: error: no\nninja: build stopped: subcommand failed.\n",
     ""},
};

TEST(trouble_of_tools, is_told_from_what_they_say_of_the_code) {
    const os::exit_status failed{os::exit_status::how::exited, 1};
    for (const auto& [output, told] : cases) {
        const auto said = kit::trouble_of_tools(output, failed);
        if (std::string_view(told).empty())
            EXPECT_EQ(said, "") << output;
        else
            EXPECT_TRUE(has(said, told)) << output;
    }
}

TEST(source_text, knows_what_is_not_utf8) {
    using namespace std::string_view_literals;
    EXPECT_EQ(kit::other_encoding(""), "");
    EXPECT_EQ(kit::other_encoding("int main() {}\n"), "");
    EXPECT_EQ(kit::other_encoding("\xEF\xBB\xBFint a; // \xC3\xBC \xF0\x9F\x98\x80"), "");
    EXPECT_TRUE(has(kit::other_encoding("\xFF\xFEi\0n\0t\0"sv), "UTF-16"));
    EXPECT_TRUE(has(kit::other_encoding("\xFE\xFF\0i\0n\0t"sv), "UTF-16"));
    EXPECT_TRUE(has(kit::other_encoding("i\0n\0t\0 \0a\0"sv), "UTF-16"));
    EXPECT_TRUE(has(kit::other_encoding("\xFF\xFE\0\0i\0\0\0"sv), "UTF-32"));
    EXPECT_TRUE(has(kit::other_encoding("int a;\0 int b; int c; int d;"sv), "zero"));
    for (const auto odd : {"// \xFC"sv, "\xC3"sv, "\xC0\xAF"sv, "\xE2\x82"sv, "\xFF"sv})
        EXPECT_TRUE(has(kit::other_encoding(odd), "Windows-1252")) << odd;
}

TEST_F(trouble, a_source_in_utf16_is_one_sentence) {
    write_answer();
    const std::string text = read("lessons/01-socket/socket.cpp");
    std::string wide = "\xFF\xFE";
    for (const char c : text)
        wide += {c, '\0'};
    write("lessons/01-socket/socket.cpp", wide);
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1);
    EXPECT_TRUE(has(given.error, "lessons/01-socket/socket.cpp is UTF-16"));
    EXPECT_TRUE(has(given.error, "Save it as UTF-8"));
    EXPECT_LT(given.out.size() + given.error.size(), 400u) << given.out << given.error;
    expect_at_most_80_columns(given.error);
    write("lessons/01-socket/socket.cpp", "\xEF\xBB\xBF// Gr\xFC\xDF"
                                          "e\n" +
                                              text);
    const auto noted = kit({"check", "1"});
    EXPECT_EQ(noted.status, 0) << noted.out;
    EXPECT_TRUE(has(noted.error, "note: lessons/01-socket/socket.cpp is in an older"));
}

/// Sets the time of every file in a folder to an hour from now.
void put_into_the_future(const fs::path& folder) {
    const auto later = fs::file_time_type::clock::now() + std::chrono::hours(1);
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            fs::last_write_time(entry.path(), later);
}

TEST_F(trouble, files_from_the_future_are_dated_now) {
    pass();
    const std::string before = read("lessons/01-socket/socket.cpp");
    for (const std::string folder : {"lessons", "platform", "tests", "build/student"})
        put_into_the_future(root() / folder);
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 0) << given.out << given.error;
    EXPECT_TRUE(has(given.error, "files are dated in the future"));
    EXPECT_TRUE(has(given.error, "clock"));
    EXPECT_TRUE(has(given.error, "what was built is dated in the future, too"));
    expect_at_most_80_columns(given.error);
    EXPECT_EQ(read("lessons/01-socket/socket.cpp"), before);
    // What is saved now counts, and nothing is said a second time.
    write_answer("return handle_ != net::invalid_handle;", "return false;");
    const auto next = kit({"check", "1"});
    EXPECT_EQ(next.status, 1) << next.out;
    EXPECT_FALSE(has(next.error, "future"));
}

TEST_F(trouble, what_was_built_before_the_clock_was_set_back_is_built_again) {
    pass();
    put_into_the_future(root() / "build" / "student");
    write_answer("return handle_ != net::invalid_handle;", "return false;");
    const auto given = kit({"check", "1"});
    EXPECT_EQ(given.status, 1) << given.error;
    EXPECT_TRUE(has(given.out, "\nFAILED  01 socket: "));
    EXPECT_TRUE(has(given.error, "what was built is dated in the future, too"));
    const auto now = fs::file_time_type::clock::now();
    EXPECT_LE(fs::last_write_time(program()), now);
}

} // namespace
