// Lesson 03's program, from outside.
#include <string>

#include "program.hpp"

LESSON("03-listen");

namespace {

using listen_program = support::lesson_test;
using support::program;

TEST_F(listen_program, lets_a_client_connect_to_the_port_that_it_prints) {
    teaches("The backlog", "From listen() on the system completes handshakes, although "
                           "this program accepts no client.");
    program main("main", {});
    const auto port = main.listening_port();
    const auto client =
        support::peer::connect_to(support::loopback_address(port), "a client");
    support::expect(main.runs(), "main listens until Enter is pressed",
                    "it has ended already");
    main.write("\n");
    main.expect_exit(0);
}

TEST_F(listen_program, ends_at_the_end_of_standard_input_too) {
    teaches("The backlog", "A listening socket is closed like any other, by its owner.");
    program main("main", {});
    static_cast<void>(main.listening_port());
    main.close_input();
    main.expect_exit(0);
}

TEST_F(listen_program, says_on_error_output_that_a_port_is_in_use) {
    teaches("When a step fails", "The caller asked for this port: report that it is "
                                 "taken, and do not listen anywhere else.");
    const support::listening_peer server;
    const std::string port = std::to_string(server.port());
    program main("main", {"--port", port});
    const auto said = main.errors();
    support::expect_contains(said, "cannot listen on 127.0.0.1:" + port + ": ",
                             "main's error output");
    support::expect_error_name(said, "EADDRINUSE", "main's error output");
    main.expect_exit(1);
}

TEST_F(listen_program, explains_itself_with_help) {
    teaches("Predict, run, look",
            "--help is no error: usage on standard output, status 0.");
    program main("main", {"--help"});
    support::expect_contains(main.output(), "usage: main", "main's output");
    main.expect_exit(0);
}

TEST_F(listen_program, refuses_an_argument_that_it_does_not_know) {
    teaches("Predict, run, look", "A wrong call: what is wrong and the usage on error "
                                  "output, status 2.");
    program main("main", {"--any"});
    const auto said = main.errors();
    support::expect_contains(said, "--any", "main's error output");
    support::expect_contains(said, "usage: main", "main's error output");
    main.expect_exit(2);
}

} // namespace
