// What echo.hpp promises of both programs, where it takes many bytes or some seconds:
// they come last, for a mistake that shows earlier shows faster.
#include "08-echo.hpp"

namespace {

using echo_endurance = support::lesson_test;
using namespace echo_tests; // NOLINT(google-build-using-namespace)

TEST_F(echo_endurance, goes_on_sending_while_nothing_comes_back) {
    teaches("Two directions at once",
            "A server may read everything before it answers. Do not wait for an echo "
            "before you send the next piece.");
    running_client client;
    const auto data = support::pattern(8 * mebibyte);
    support::background server([&] {
        const auto request = client.server.receive_to_end();
        client.server.send(request);
        client.server.close();
    });
    const auto printed = client.process.exchange(data);
    server.join();
    support::expect_bytes(data, printed, "standard output");
    client.process.expect_exit(0);
}

TEST_F(echo_endurance, goes_on_printing_while_nobody_reads_what_it_sends) {
    teaches("Two directions at once",
            "A server may send much before it reads. Do not wait until your input is "
            "sent before you print.");
    running_client client;
    const auto input = support::pattern(16 * mebibyte);
    const auto answer = support::pattern(16 * mebibyte, 2);
    std::string received;
    support::background server([&] {
        client.server.send(answer);
        received = client.server.receive_to_end();
        client.server.close();
    });
    const auto printed = client.process.exchange(input);
    server.join();
    support::expect_bytes(answer, printed, "standard output");
    support::expect_bytes(input, received, "the server");
    client.process.expect_exit(0);
}

TEST_F(echo_endurance, sends_64_mebibytes_through_a_blocking_echo) {
    teaches("Two directions at once",
            "A server that waits until you read does not read what you send. So never "
            "wait in one direction while the other is stuck.");
    running_client client;
    const auto data = support::pattern(64 * mebibyte);
    support::background server([&] { echo_plainly(client.server); });
    const auto printed = client.process.exchange(data);
    server.join();
    support::expect_bytes(data, printed, "standard output");
    client.process.expect_exit(0);
}

TEST_F(echo_endurance, echoes_64_mebibytes_unchanged) {
    teaches("The server",
            "However much one client sends, the server holds one buffer of it.");
    const running_server server;
    const auto data = support::pattern(64 * mebibyte);
    auto client = server.client();
    support::expect_bytes(data, client.exchange(data), "the client");
}

TEST_F(echo_endurance, waits_for_a_client_that_reads_late) {
    teaches(
        "A client's trouble is its own",
        "Full buffers are no error: send() waits, and goes on when the client reads.");
    const running_server server;
    auto client = server.client("a client that reads late");
    const auto data = support::pattern(8 * mebibyte);
    const auto at_once = client.send_without_waiting(data);
    support::expect_ok(net::os::poll({}, std::chrono::milliseconds(50)), "poll");
    auto got = client.exchange(std::string_view(data).substr(at_once));
    support::expect_bytes(data, got, "the client");
}

TEST_F(echo_endurance, waits_for_a_client_that_reads_slowly) {
    teaches("A client's trouble is its own",
            "The time limit is for bytes that wait to be read, and not for a client that "
            "says nothing for a while: that one owes you nothing.");
    constexpr std::chrono::milliseconds longer_than_the_limit(1300);
    support::waits_on_purpose(longer_than_the_limit);
    const running_server server({"--send-timeout", "1"});
    auto client = server.client("a client that takes its time");
    client.send("hello");
    support::expect_bytes("hello", client.receive(5), "the client");
    support::expect(client.hears_nothing(longer_than_the_limit),
                    "the server leaves a client alone that says nothing",
                    "it ends the connection, or sends what nobody sent");
    client.send(" again");
    client.finish_sending();
    support::expect_bytes(" again", client.receive_to_end(), "the client");
}

TEST_F(echo_endurance, gives_up_a_client_that_never_reads) {
    teaches(
        "A client's trouble is its own",
        "When the client doesn't read, send() waits. Without option::send_timeout one "
        "such client stops the server for all others.");
    // The limit is for one call, and a send that could hand over a part returns that at
    // its end: the next one has the whole second again. How often depends on how the
    // system's buffers grow meanwhile: twice at least, and seen were up to three times.
    support::waits_on_purpose(std::chrono::seconds(6));
    running_server server({"--send-timeout", "1"});
    const auto greedy = server.client("a client that never reads");
    bool gone = false;
    support::background flood(
        [&] { gone = send_until_gone(greedy, support::pattern(mebibyte)); });
    auto next = server.client("the next client");
    expect_service(std::move(next), "the next client");
    flood.join();
    support::expect(gone, "the server gives up the client that never reads",
                    "its connection is still open");
    support::expect(!server.process.error_line().empty(),
                    "the server tells on error output that it gave a client up",
                    "the line is empty");
    support::expect(server.process.runs(), "the server goes on", "it has ended");
}

} // namespace
