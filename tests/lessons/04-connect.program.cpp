// Lesson 04's program, from outside.
#include <string>

#include "program.hpp"

LESSON("04-connect");

namespace {

using connect_program = support::lesson_test;
using support::program;

TEST_F(connect_program, prints_both_ends_of_its_connection) {
    teaches("Both ends have an address", "The system chose the client's port when it "
                                         "connected; the server sees the same number.");
    support::listening_peer server;
    program main("main", {"--port", std::to_string(server.port())});
    const auto said = main.line();
    const auto accepted = server.accept("the server");
    const std::string expected = "connected: " + net::to_string(accepted.remote()) +
                                 " -> " + net::to_string(server.address());
    support::expect(said == expected, "main prints \"" + expected + "\"",
                    "it prints \"" + said + "\"");
}

TEST_F(connect_program, stays_connected_until_Enter_and_then_closes_in_order) {
    teaches("Both ends have an address", "Closing the socket ends the connection: the "
                                         "server reads the end of the stream.");
    support::listening_peer server;
    program main("main", {"--port", std::to_string(server.port())});
    static_cast<void>(main.line());
    auto accepted = server.accept("the server");
    support::expect(main.runs(), "main stays connected until Enter is pressed",
                    "it has ended already");
    main.write("\n");
    accepted.expect_end();
    main.expect_exit(0);
}

TEST_F(connect_program, says_on_error_output_that_nobody_listens_there) {
    teaches("Refused", "Where no server listens the other system refuses. That is a "
                       "failure: words on error output, status 1.");
    const support::dead_port nobody;
    const std::string port = std::to_string(nobody.port());
    program main("main", {"--port", port});
    const auto said = main.errors();
    support::expect_contains(said, "cannot connect to 127.0.0.1:" + port + ": ",
                             "main's error output");
    support::expect_error_name(said, "ECONNREFUSED", "main's error output");
    main.expect_exit(1);
}

TEST_F(connect_program, explains_itself_with_help) {
    teaches("Predict, run, look",
            "--help is no error: usage on standard output, status 0.");
    program main("main", {"--help"});
    support::expect_contains(main.output(), "usage: main", "main's output");
    main.expect_exit(0);
}

TEST_F(connect_program, wants_to_know_which_port) {
    teaches("Predict, run, look", "A client must know whom it calls: no port, or port 0, "
                                  "is a wrong call, with status 2.");
    program without("main", {});
    support::expect_contains(without.errors(), "usage: main", "main's error output");
    without.expect_exit(2);
    program zero("main", {"--port", "0"});
    support::expect_contains(zero.errors(), "usage: main", "main's error output");
    zero.expect_exit(2);
}

} // namespace
