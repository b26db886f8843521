// What a test says: to people on standard output, or to kit in a file.
//
// A test of a lesson fails in networking words. It says what was expected and what
// happened; the report adds the timeline, one sentence of advice and where to read.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace support {

/// The lesson that a test binary judges, such as "06-exchange". One of the files that
/// make up a binary defines it, with LESSON.
extern const std::string_view lesson_name;
#define LESSON(name) const std::string_view support::lesson_name = name

/// Which section of the lesson's text explains what the running test is about, and that
/// explanation in one sentence. Every test begins with it.
void teaches(std::string_view section, std::string_view advice);

/// While it lives, this is the advice: for an expectation that is about something else
/// than the test as a whole, such as one that several tests share.
class advice {
  public:
    explicit advice(std::string_view instead);
    ~advice();
    advice(const advice&) = delete;
    advice& operator=(const advice&) = delete;

  private:
    std::string before_;
};

/// Ends the running test: it has failed. `details` may have several lines.
[[noreturn]] void fail(std::string_view expected, std::string_view happened,
                       std::string_view details = {});

/// Why a test fails, where something has happened that explains whatever it saw.
struct first_cause {
    std::string
        happened;        ///< "your server was ended by SIGSEGV (...)"; empty: nothing did
    std::string words;   ///< how it ended, as a failure may have told it by itself
    std::string details; ///< lines, such as its last words
};

/// From now on every failure asks this function first.
void ask_for_first_cause(void (*look)(first_cause& found));

/// A program that the running test started was killed (SIGKILL). A grader asks who did
/// it.
void program_was_killed();

/// A control: it calls the code under test and then fails, whatever that did. It runs
/// only for a grader, who refuses an answer that has passed one: that answer can pass
/// anything.
///
///     CONTROL { static_cast<void>(tcp::send_all(tcp::socket{}, {})); }
///
/// One in a binary.
struct control {
    control(void (*act)(), void (*whole)(void (*body)())) noexcept;
};
#define CONTROL                                                                          \
    static void act_of_control();                                                        \
    static void whole_control(void (*body)()) { /* as TEST_F has it */                   \
        body();                                                                          \
        support::came_to_its_end();                                                      \
    }                                                                                    \
    static const support::control the_control(act_of_control, whole_control);            \
    static void act_of_control()

/// The last act of every test (TEST_F of lesson.hpp calls it). One that leaves before has
/// failed, in whatever way it left.
void came_to_its_end() noexcept;

/// A part of the running test was left early and cannot say so itself: it has failed.
void left_early() noexcept;

/// Until when the running test may wait for something. A wait that reaches it fails
/// with its own words, a little before the watchdog ends the whole process.
[[nodiscard]] std::chrono::steady_clock::time_point deadline();

/// The running test has this much more time: somebody waits so long by right, such as a
/// server for its own --send-timeout, however fast the machine is. What is left of the
/// ordinary time is then for what a machine can do fast or slowly.
void waits_on_purpose(std::chrono::milliseconds span);

/// How long the running test may take, from FIRST_BYTE_DEADLINE_MS; what it waits on
/// purpose comes on top.
[[nodiscard]] std::chrono::milliseconds time_limit();

/// And how much processor time, from FIRST_BYTE_PROCESSOR_MS. Both are read once.
[[nodiscard]] std::chrono::milliseconds processor_limit();

/// Runs every test that the command line asks for; the status for main to return.
/// Installs reporter, watchdog and crash report.
[[nodiscard]] int run_tests(int argc, char** argv);

} // namespace support
