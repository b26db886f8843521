// Lesson 07's main.cpp with somebody's goodbye.cpp, judged from outside.
#include <optional>

#include "program.hpp"

LESSON("07-goodbye");

namespace {

using goodbye_program = support::lesson_test;
using support::peer;
using support::program;

peer client_of(std::uint16_t port) {
    return peer::connect_to(support::loopback_address(port), "the client");
}

TEST_F(goodbye_program, echoes_one_client_in_order) {
    teaches("Everything is released",
            "Listen, accept, stop listening, echo, close in order: one client's whole "
            "conversation.");
    program server("main", {});
    auto client = client_of(server.listening_port());
    const auto data = support::pattern(2u << 20);
    support::expect_bytes(data, client.exchange(data), "the client");
    const auto said = server.line();
    const support::advice about_the_count("main prints the count that echo_one_client "
                                          "answers: all the bytes that went back.");
    support::expect(said == "echoed 2097152 bytes",
                    "main prints \"echoed 2097152 bytes\"", "it prints \"" + said + "\"");
    server.expect_exit(0);
}

TEST_F(goodbye_program, refuses_a_second_client) {
    teaches("Everything is released",
            "The listening socket is closed once the one client is there: a later one is "
            "refused, instead of waiting in a queue that is never emptied.");
    program server("main", {});
    const auto port = server.listening_port();
    auto client = client_of(port);
    client.send("hello"); // its echo says that the client has been accepted
    support::expect_bytes("hello", client.receive(5), "the client");
    const auto second =
        support::value_of(net::os::socket(net::address_family::ipv4), "socket");
    const auto connected = net::os::connect(second, support::loopback_address(port));
    static_cast<void>(net::os::close(second));
    support::expect_error(connected, std::errc::connection_refused,
                          "a second client's connect");
    client.finish_sending();
    client.expect_end();
    server.expect_exit(0);
}

TEST_F(goodbye_program, reports_a_client_that_resets) {
    teaches("FIN or RST",
            "A reset is no end of the stream: the echo is not complete, and main says "
            "so.");
    NEEDS_RESETS();
    program server("main", {});
    auto client = client_of(server.listening_port());
    client.send("hello");
    support::expect_bytes("hello", client.receive(5), "the client");
    client.reset();
    support::expect_contains(server.errors(), "cannot echo to a client", "error output");
    server.expect_exit(1);
}

/// The program asks; a server reads the request to its end and answers.
void expect_conversation(const std::string& request, const std::string& answer) {
    support::listening_peer listening;
    program client("main", {"--ask", "--port", std::to_string(listening.port())});
    std::optional<peer> server;
    client.write(request);
    client.close_input();
    server = listening.accept("the server");
    support::expect_bytes(request, server->receive_to_end(), "the server");
    server->send(answer);
    server->close();
    {
        const support::advice about_the_answer("The answer is all that comes until the "
                                               "end of the stream: print each piece.");
        support::expect_bytes(answer, client.output(), "standard output");
    }
    client.expect_exit(0);
}

TEST_F(goodbye_program, asks_with_standard_input_and_prints_the_answer) {
    teaches("Both sides wait",
            "The server answers at the end of the request. It knows of that end when you "
            "finish sending.");
    expect_conversation("what time is it?\n", "time to go\n");
    expect_conversation("", std::string("\0\xff\r\n\x1a", 5));
}

TEST_F(goodbye_program, asks_with_more_than_the_socket_buffers_hold) {
    teaches("Both sides wait",
            "Send all of the request, finish sending, and receive to the end of the "
            "stream.");
    expect_conversation(support::pattern(8u << 20), support::pattern(200'000, 2));
}

TEST_F(goodbye_program, reports_a_server_that_is_not_there) {
    teaches("Everything is released",
            "No server listens there: that is an error to tell.");
    const support::dead_port nobody;
    program client("main", {"--ask", "--port", std::to_string(nobody.port())});
    client.close_input();
    support::expect_contains(client.errors(), "cannot ask 127.0.0.1:", "error output");
    client.expect_exit(1);
}

TEST_F(goodbye_program, refuses_a_wrong_command_line) {
    teaches("Both sides wait",
            "A wrong command line is told on standard error and ends with status 2.");
    program refused("main", {"--ask"});
    support::expect_contains(refused.errors(), "usage: main", "error output");
    refused.expect_exit(2);
}

} // namespace
