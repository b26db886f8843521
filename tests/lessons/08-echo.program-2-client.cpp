// What echo.hpp promises of the client, seen from outside.
#include "08-echo.hpp"

namespace {

using echo_client = support::lesson_test;
using namespace echo_tests; // NOLINT(google-build-using-namespace)

TEST_F(echo_client, sends_its_input_and_prints_what_comes_back) {
    teaches("The client",
            "Standard input goes to the server, what the server sends goes to standard "
            "output, unchanged.");
    running_client client;
    client.process.write("hello\n");
    client.process.close_input();
    std::string sent;
    {
        const support::advice about_the_end(
            "The server waits for the rest, or for the end "
            "of the stream: how does it learn that your "
            "input has ended?");
        sent = client.server.receive_to_end();
    }
    support::expect_bytes("hello\n", sent, "the server");
    client.server.send("hello\n");
    client.server.close();
    client.expect_done("hello\n");
}

TEST_F(echo_client, prints_what_comes_as_soon_as_it_is_there) {
    teaches("The client",
            "Print what comes at once, and flush: a reader behind a pipe sees nothing of "
            "what waits in a buffer.");
    running_client client;
    for (const std::string_view word : {"one\n", "two\n", "three"}) {
        client.process.write(std::string(word) + "\n");
        {
            const support::advice about_the_input(
                "The input goes on later: what has come "
                "of it is sent at once.");
            static_cast<void>(client.server.receive(word.size() + 1));
        }
        client.server.send(word);
        support::expect_bytes(word, client.process.read(word.size()), "standard output");
    }
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, sends_its_input_as_soon_as_it_is_there) {
    teaches(
        "The client",
        "net::read_standard_input returns what is there. A client that collects until a "
        "buffer is full, or until the end, lets a person wait.");
    running_client client;
    client.process.write("a line\n");
    support::expect_bytes("a line\n", client.server.receive(7), "the server");
    client.process.write("another\n");
    support::expect_bytes("another\n", client.server.receive(8), "the server");
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, finishes_sending_at_the_end_of_its_input) {
    teaches("The client",
            "The end of the input is a half-close: the server reads the end of the "
            "stream, while its own bytes still come.");
    running_client client;
    client.process.close_input();
    client.server.expect_end();
    support::expect(client.process.runs(), "the client waits until the server finishes",
                    "it has ended at the end of its input");
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, prints_what_comes_after_its_input_has_ended) {
    teaches("The client",
            "When the input ends the answer may not have come yet. Print to the end of "
            "the stream, and only then is the conversation over.");
    running_client client;
    client.process.write("question");
    client.process.close_input();
    {
        const support::advice about_the_input("The input goes over byte for byte, and "
                                              "need not end in a line end. Its end is "
                                              "the end of the stream.");
        support::expect_bytes("question", client.server.receive_to_end(), "the server");
    }
    const auto answer = support::pattern(3 * mebibyte);
    support::background server([&] {
        client.server.send(answer);
        client.server.close();
    });
    const auto printed = client.process.output();
    server.join();
    support::expect_bytes(answer, printed, "standard output");
    client.process.expect_exit(0);
}

TEST_F(echo_client, prints_what_comes_before_it_has_sent_anything) {
    teaches("The client",
            "The server may speak first. What it says is printed although no input has "
            "come yet.");
    running_client client;
    client.server.send("welcome\n");
    support::expect_bytes("welcome\n", client.process.read(8), "standard output");
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, passes_every_byte_value_unchanged) {
    teaches("The client",
            "Both directions carry bytes, not text: zero bytes, line ends of any kind, "
            "Ctrl-Z. See net::use_binary_stdio.");
    std::string all;
    for (int value = 0; value < 256; ++value)
        all += static_cast<char>(value);
    all += "\r\n\n\r\x1a no line end";
    running_client client;
    client.process.write(all);
    support::expect_bytes(all, client.server.receive(all.size()), "the server");
    client.server.send(all);
    support::expect_bytes(all, client.process.read(all.size()), "standard output");
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, loses_nothing_where_its_standard_streams_do_not_wait) {
    teaches(
        "The client",
        "A parent process can leave standard input and output non-blocking. "
        "net::read_standard_input waits all the same, and net::use_binary_stdio makes "
        "the output wait.");
    support::listening_peer listening;
    auto client = program::with_nonblocking_streams(
        "client", {"--port", std::to_string(listening.port())});
    auto server = listening.accept("the server");
    const auto answer = support::pattern(mebibyte);
    support::background sender([&] { server.send(answer); });
    // More than a pipe holds, and nobody reads it for a moment; nothing to read, either.
    support::expect_ok(net::os::poll({}, std::chrono::milliseconds(100)), "poll");
    support::expect_bytes(answer, client.read(answer.size()), "standard output");
    sender.join();
    client.write("hello\n");
    support::expect_bytes("hello\n", server.receive(6), "the server");
    client.close_input();
    server.expect_end();
    server.close();
    support::expect_bytes("", client.output(), "standard output, after the answer,");
    client.expect_exit(0);
}

TEST_F(echo_client, connects_to_the_address_that_it_is_given) {
    teaches("The client", "HOST is an address in digits, and 127.0.0.1 is one of them.");
    running_client client(net::address_family::ipv4, {"127.0.0.1"});
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();

    // 127.0.0.2 is this machine too, but nobody listens there (or nobody is there).
    const support::listening_peer here;
    program elsewhere("client", {"127.0.0.2", "--port", std::to_string(here.port())});
    elsewhere.close_input();
    // Refused at once, where this system knows that address.
    static_cast<void>(elsewhere.process().wait(grader::os::in(std::chrono::seconds(2))));
    support::expect(!here.has_connection(), "the client connects to 127.0.0.2, as asked",
                    "it connects to 127.0.0.1");
}

TEST_F(echo_client, connects_to_an_ipv6_address) {
    NEEDS_IPV6();
    teaches("The client", "HOST may be an address of IPv6: ::1 is this machine.");
    running_client client(net::address_family::ipv6, {"::1"});
    client.process.write("hello\n");
    support::expect_bytes("hello\n", client.server.receive(6), "the server");
    client.process.close_input();
    client.server.expect_end();
    client.server.close();
    client.expect_done();
}

TEST_F(echo_client, reports_a_server_that_is_not_there) {
    teaches("The client",
            "No server listens there: say so on standard error, and end with status 1.");
    const support::dead_port nobody;
    program client("client", {"--port", std::to_string(nobody.port())});
    support::expect_contains(
        client.errors(), "cannot connect to 127.0.0.1:" + std::to_string(nobody.port()),
        "error output");
    support::expect_bytes("", client.output(), "standard output");
    client.expect_exit(1);
}

TEST_F(echo_client, reports_a_reset) {
    teaches(
        "A client's trouble is its own",
        "After a reset bytes may be missing. Tell it and end with status 1, whether the "
        "input has ended or not.");
    NEEDS_RESETS();
    running_client client;
    client.process.write("hello\n");
    support::expect_bytes("hello\n", client.server.receive(6), "the server");
    client.server.reset();
    client.expect_lost();

    running_client waiting; // for the answer, with its input at the end
    waiting.process.close_input();
    waiting.server.expect_end();
    waiting.server.reset();
    waiting.expect_lost();
}

TEST_F(echo_client, reports_a_server_that_closes_first) {
    teaches(
        "A client's trouble is its own",
        "What you send to a server that has closed is lost, and its system answers with "
        "a reset. That is no success: status 1.");
    running_client client;
    client.process.write("hello\n");
    support::expect_bytes("hello\n", client.server.receive(6), "the server");
    client.server.send("hello\n");
    client.server.close();
    support::expect_bytes("hello\n", client.process.read(6), "standard output");
    // It may end at once, or when a reset answers what it still sends.
    auto& child = client.process.process();
    while (!child.wait(grader::os::in(std::chrono::milliseconds(20))).ended() &&
           std::chrono::steady_clock::now() < support::deadline())
        static_cast<void>(child.write("more\n", support::deadline()));
    client.expect_lost();
}

} // namespace
