// Lesson 01's program, from outside.
#include <algorithm>
#include <string>

#include "program.hpp"

LESSON("01-socket");

namespace {

using socket_program = support::lesson_test;
using support::program;

/// Reads the line "socket N is open", which must come next. "socket N".
std::string open_socket_line(program& p) {
    constexpr std::string_view lead = "socket ";
    constexpr std::string_view tail = " is open";
    const std::string said = p.line();
    if (said.size() > lead.size() + tail.size() && said.starts_with(lead) &&
        said.ends_with(tail)) {
        const auto name = said.substr(0, said.size() - tail.size());
        if (name.find_first_not_of("0123456789", lead.size()) == std::string::npos)
            return name;
    }
    support::fail("main prints \"socket N is open\", with the number of its handle",
                  "it prints \"" + said + "\"");
}

TEST_F(socket_program, prints_the_handle_of_its_open_socket) {
    teaches("Handles are opaque", "The program prints the number of the handle that "
                                  "open_socket returned.");
    program main("main", {});
    static_cast<void>(open_socket_line(main));
}

TEST_F(socket_program, holds_its_socket_until_Enter_and_then_closes_it) {
    teaches("Who closes it", "The object owns the handle as long as the program wants, "
                             "and close() says how giving it back went.");
    program main("main", {});
    const auto name = open_socket_line(main);
    support::expect(main.runs(), "main holds its socket until Enter is pressed",
                    "it has ended already");
    main.write("\n");
    const auto said = main.line();
    support::expect(said == name + " is closed", "main prints \"" + name + " is closed\"",
                    "it prints \"" + said + "\"");
    main.expect_exit(0);
}

TEST_F(socket_program, closes_its_socket_at_the_end_of_standard_input_too) {
    teaches("Who closes it", "An object closes its handle on every way out.");
    program main("main", {});
    const auto name = open_socket_line(main);
    main.close_input();
    support::expect_contains(main.output(), name + " is closed", "main's output");
    main.expect_exit(0);
}

TEST_F(socket_program, explains_itself_with_help) {
    teaches("Predict, run, look",
            "--help is no error: usage on standard output, status 0.");
    program main("main", {"--help"});
    support::expect_contains(main.output(), "usage: main", "main's output");
    main.expect_exit(0);
}

TEST_F(socket_program, refuses_an_argument_that_it_does_not_know) {
    teaches("Predict, run, look",
            "A wrong call: what is wrong and the usage on error output, "
            "status 2.");
    program main("main", {"--wrong"});
    const auto said = main.errors();
    support::expect_contains(said, "--wrong", "main's error output");
    support::expect_contains(said, "usage: main", "main's error output");
    main.expect_exit(2);
}

} // namespace
