// Lesson 06's main.cpp with somebody's exchange.cpp, judged from outside.
#include "program.hpp"

LESSON("06-exchange");

namespace {

using exchange_program = support::lesson_test;
using support::peer;
using support::program;

peer client_of(program& server) {
    return peer::connect_to(support::loopback_address(server.listening_port()),
                            "the client");
}

/// The end: the client has it all back, and the program says how much that was.
void expect_echoed(program& server, std::size_t size) {
    const auto said = server.line();
    const auto expected = "echoed " + std::to_string(size) + " bytes";
    const support::advice about_the_count("main prints what echo() answers: the count of "
                                          "all the bytes that it sent back.");
    support::expect(said == expected, "main prints \"" + expected + "\"",
                    "it prints \"" + said + "\"");
    server.expect_exit(0);
}

TEST_F(exchange_program, echoes_one_client_and_says_how_much) {
    teaches("The end of the stream",
            "The echo ends when its client has finished sending: recv() says 0 then.");
    program server("main", {});
    auto client = client_of(server);
    client.send("hello world");
    client.finish_sending();
    support::expect_bytes("hello world", client.receive_to_end(), "the client");
    expect_echoed(server, 11);
}

TEST_F(exchange_program, answers_before_the_client_has_finished) {
    teaches("Short reads",
            "What arrived goes back at once: a client may wait for its echo before it "
            "says more.");
    program server("main", {});
    auto client = client_of(server);
    for (const auto* word : {"one", "two", "three"}) {
        client.send(word);
        support::expect_bytes(word, client.receive(std::string_view(word).size()),
                              "the client");
    }
    client.finish_sending();
    client.expect_end();
    expect_echoed(server, 11);
}

TEST_F(exchange_program, echoes_bytes_that_are_no_text) {
    teaches("Bytes, not text",
            "A zero byte is a byte like any other, and so is a line end.");
    program server("main", {});
    auto client = client_of(server);
    const auto data = std::string(3, '\0') + "\r\n\x1a\xff" + support::pattern(1000);
    client.send(data);
    client.finish_sending();
    support::expect_bytes(data, client.receive_to_end(), "the client");
    expect_echoed(server, data.size());
}

TEST_F(exchange_program, echoes_more_than_the_socket_buffers_hold) {
    teaches("Short sends",
            "Neither the system's buffers nor one call hold it all: it goes through "
            "piece by piece.");
    program server("main", {});
    auto client = client_of(server);
    const auto data = support::pattern(1u << 20);
    support::expect_bytes(data, client.exchange(data), "the client");
    expect_echoed(server, data.size());
}

TEST_F(exchange_program, reports_a_client_that_resets) {
    teaches("A gone peer",
            "A reset in the middle is an error to report. It neither ends the program by "
            "a signal nor passes for the end of the stream.");
    NEEDS_RESETS();
    program server("main", {});
    auto client = client_of(server);
    client.send("hello");
    support::expect_bytes("hello", client.receive(5), "the client");
    client.reset();
    support::expect_contains(server.errors(), "cannot echo to ", "error output");
    server.expect_exit(1);
}

TEST_F(exchange_program, refuses_a_wrong_command_line) {
    teaches("The end of the stream",
            "A wrong command line is told on standard error and ends with status 2.");
    program refused("main", {"--port", "12ab"});
    support::expect_contains(refused.errors(), "usage: main", "error output");
    refused.expect_exit(2);
}

} // namespace
