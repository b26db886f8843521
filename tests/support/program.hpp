// Black-box tests: a student's program runs as its own process and is judged through its
// streams, its exit status and its sockets.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <net/address.hpp>

#include "lesson.hpp"
#include "os/process.hpp"

namespace support {

/// A program that runs. It fails the test where a step does not come about; its
/// destructor ends what still runs. What it does stands in the timeline: the student's
/// own programs in the left column, other tools in the right one.
///
/// What it prints is taken at all times, so that it never waits for a reader; the first
/// 80 MiB of its output and the first of its error output are kept. Where a test fails
/// and one of its programs was ended by a signal, the failure says that first.
class program {
  public:
    /// Starts a program of the answer that is judged: "main", "server" or "client", from
    /// the folder FIRST_BYTE_PROGRAMS.
    program(std::string name, const std::vector<std::string>& arguments);
    /// The same, with standard streams that its parent made non-blocking (POSIX), and
    /// nobody who reads what it prints until the test does.
    [[nodiscard]] static program
    with_nonblocking_streams(std::string name, const std::vector<std::string>& arguments);
    /// Starts a program of this machine, such as "nc". See NEEDS_TOOL.
    [[nodiscard]] static program tool(std::string name,
                                      const std::vector<std::string>& arguments);
    ~program();
    program(program&&) noexcept;
    program& operator=(program&&) noexcept;

    /// The next line on standard output; it must come.
    [[nodiscard]] std::string line();
    /// Reads the line "listening on 127.0.0.1:PORT", which must come next. The port.
    [[nodiscard]] std::uint16_t listening_port();
    /// The same number as text, for a command line.
    [[nodiscard]] std::string listening_port_text();
    /// Writes to its standard input.
    void write(std::string_view bytes);
    /// Ends its standard input.
    void close_input();
    /// Exactly `size` bytes of standard output, which must come.
    [[nodiscard]] std::string read(std::size_t size);
    /// Writes all of `input`, ends it, and reads standard output to its end.
    [[nodiscard]] std::string exchange(std::string_view input);
    /// Standard output and error output, to their end: the program closes them when it
    /// ends.
    [[nodiscard]] std::string output();
    [[nodiscard]] std::string errors();
    /// Something on error output, which must come: its first line.
    [[nodiscard]] std::string error_line();
    /// Ctrl-C.
    void interrupt();
    /// Waits for its end, which must come with this status.
    void expect_exit(int status);
    /// Whether it still runs.
    [[nodiscard]] bool runs();

    /// The process itself, for what the above does not cover.
    [[nodiscard]] grader::os::child& process();

  private:
    struct run; ///< stays where it is when a program is moved
    program(grader::os::child child, std::string name, bool own, bool drained = true);
    void note(std::string words) const;
    static std::vector<std::weak_ptr<run>>& all();
    static void look_for_crash(first_cause& found);

    std::shared_ptr<run> run_;
};

/// The address in a text that a program printed, such as "127.0.0.1:5000" or
/// "[::1]:5000"; nothing where it is none.
[[nodiscard]] std::optional<net::socket_address> printed_address(std::string_view text);

/// The text has this part, as `what` of the program ("its error output").
void expect_contains(std::string_view text, std::string_view part, std::string_view what);

/// The same for the name of an error, which a program is given by its functions.
void expect_error_name(std::string_view text, std::string_view name,
                       std::string_view what);

/// Whether this machine has the program.
[[nodiscard]] bool has_tool(const std::string& name);

} // namespace support

/// Skips the test, with the reason, where this machine lacks a program.
#define NEEDS_TOOL(name)                                                                 \
    if (!support::has_tool(name))                                                        \
    GTEST_SKIP() << "there is no " << (name) << " here"
