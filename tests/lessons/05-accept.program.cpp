// Lesson 05's main.cpp with somebody's accept.cpp, judged from outside.
#include <vector>

#include "program.hpp"

LESSON("05-accept");

namespace {

using accept_program = support::lesson_test;
using support::peer;
using support::program;

peer client_of(std::uint16_t port, std::string name) {
    return peer::connect_to(support::loopback_address(port), std::move(name));
}

void expect_line(program& server, const std::string& expected) {
    const auto said = server.line();
    support::expect(said == expected, "main prints \"" + expected + "\"",
                    "it prints \"" + said + "\"");
}

TEST_F(accept_program, names_each_client_that_comes) {
    teaches("A new socket for each client",
            "Each client has an address and a port of its own, and accept() tells you "
            "which.");
    program server("main", {"--clients", "3"});
    const auto port = server.listening_port();
    for (const auto* number : {"1", "2", "3"}) {
        const auto client = client_of(port, std::string("client ") + number);
        expect_line(server, std::string("client ") + number + " from " +
                                net::to_string(client.local()));
    }
    server.expect_exit(0);
}

TEST_F(accept_program, closes_each_client_before_the_next_comes) {
    teaches("Who closes what",
            "A client reads the end of the stream when the server has closed its socket: "
            "it must not have to wait for other clients to come.");
    program server("main", {"--clients", "2"});
    const auto port = server.listening_port();
    auto first = client_of(port, "client 1");
    first.expect_end();
    support::expect(server.runs(), "the server goes on to the next client",
                    "it has ended after the first one");
    auto second = client_of(port, "client 2");
    second.expect_end();
    server.expect_exit(0);
}

TEST_F(accept_program, ends_after_as_many_clients_as_asked) {
    teaches("Who closes what",
            "serve() returns when its handler says false: here after as many clients as "
            "the command line asks for.");
    program server("main", {"--clients", "1"});
    auto client = client_of(server.listening_port(), "the only client");
    client.expect_end();
    server.expect_exit(0);
}

TEST_F(accept_program, prints_its_usage) {
    teaches("The listening socket stays",
            "main.cpp is given. Change your copy as you like, and ./kit reset brings it "
            "back.");
    program help("main", {"--help"});
    support::expect_contains(help.output(), "usage: main", "standard output");
    help.expect_exit(0);
}

TEST_F(accept_program, refuses_a_wrong_command_line) {
    teaches("The listening socket stays",
            "A wrong command line is told on standard error and ends with status 2.");
    for (const std::vector<std::string>& wrong :
         {std::vector<std::string>{"--clients", "0"}, {"--port", "70000"}, {"--port"}}) {
        program refused("main", wrong);
        support::expect_contains(refused.errors(), "usage: main", "error output");
        refused.expect_exit(2);
    }
}

} // namespace
