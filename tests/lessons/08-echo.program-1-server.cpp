// What echo.hpp promises of the server, seen from outside.
#include <optional>

#include <net/options.hpp>

#include "08-echo.hpp"

LESSON("08-echo");

namespace {

using echo_server = support::lesson_test;
using namespace echo_tests; // NOLINT(google-build-using-namespace)

TEST_F(echo_server, prints_where_it_listens_on_its_first_line) {
    teaches("The server",
            "With port 0 the system chooses. Ask the socket for its real port, print it, "
            "and flush: a client that reads it may connect at once.");
    const running_server server;
    auto client = server.client();
    const support::advice about_the_service("The client is connected. What it sends "
                                            "comes back, and when it has finished, the "
                                            "server finishes too.");
    expect_service(std::move(client), "the client");
}

TEST_F(echo_server, listens_on_this_machine_only) {
    teaches("The server",
            "A socket bound to 127.0.0.1 is reached by that address and no other. An "
            "exercise is not for the whole network to use.");
    running_server server;
    const auto here = server.client("a client at 127.0.0.1");
    auto other = support::loopback_address(server.port);
    other.address[3] = 2; // 127.0.0.2 is this machine as well, but not that address
    const auto handle =
        support::value_of(net::os::socket(net::address_family::ipv4), "socket");
    support::expect_ok(net::os::set_nonblocking(handle, true), "set_nonblocking");
    bool reached = net::os::connect(handle, other).has_value();
    std::array<net::poll_entry, 1> entry;
    entry[0].handle = handle;
    entry[0].want_write = true;
    // No answer is as good as a refusal: some systems do not know this address.
    const auto ready = net::os::poll(entry, std::chrono::milliseconds(200));
    if (!reached && ready && *ready == 1) {
        const auto error = net::os::get_option(handle, net::option::pending_error);
        reached = error && *error == 0 && net::os::getpeername(handle).has_value();
    }
    static_cast<void>(net::os::close(handle));
    support::expect(!reached, "the server listens on 127.0.0.1",
                    "it can be reached at 127.0.0.2: it listens on every address");
}

TEST_F(echo_server, echoes_until_its_client_has_finished) {
    teaches("The server",
            "RFC 862: every byte comes back until the client has finished sending. Then "
            "the server finishes too.");
    const running_server server;
    auto client = server.client();
    for (const auto* word : {"hello", "and", "goodbye"})
        client.send(word);
    client.finish_sending();
    support::expect_bytes("helloandgoodbye", client.receive_to_end(), "the client");
}

TEST_F(echo_server, answers_before_its_client_has_finished) {
    teaches("The server",
            "What arrived goes back at once: a client may wait for its echo before it "
            "says more.");
    const running_server server;
    auto client = server.client();
    for (const auto* word : {"one", "two", "three"}) {
        client.send(word);
        support::expect_bytes(word, client.receive(std::string_view(word).size()),
                              "the client");
    }
    client.finish_sending();
    client.expect_end();
}

TEST_F(echo_server, ends_each_connection_in_order) {
    teaches("The server",
            "A client that has finished reads its whole echo and then a FIN. A reset "
            "would say that something went wrong.");
    const running_server server;
    for (int i = 0; i < 3; ++i) {
        auto client = server.client();
        const auto data = support::pattern(200'000, 5);
        support::expect_bytes(data, client.exchange(data), "the client");
        // Nothing may follow: a reset would show as an error of this recv.
        char one = 0;
        const auto after = net::os::recv(client.handle(), &one, 1);
        support::expect(after && *after == 0, "the connection ends with a FIN alone",
                        "a reset follows it");
    }
}

TEST_F(echo_server, echoes_every_byte_value) {
    teaches("The server",
            "The echo is byte for byte: zero bytes, line ends, bytes above 127.");
    const running_server server;
    std::string all;
    for (int value = 0; value < 256; ++value)
        all += static_cast<char>(value);
    auto client = server.client();
    client.send(all);
    client.finish_sending();
    support::expect_bytes(all, client.receive_to_end(), "the client");
    auto nul = server.client();
    nul.send(std::string_view("\0", 1));
    support::expect_bytes(std::string_view("\0", 1), nul.receive(1), "the client");
}

TEST_F(echo_server, serves_one_client_after_another) {
    teaches("The server",
            "The server is a loop: the next client is served when the one before it has "
            "finished. A client that comes early waits in the queue.");
    running_server server;
    auto first = server.client("client 1");
    auto second = server.client("client 2");
    second.send("early");
    second.finish_sending();
    first.send("hello");
    support::expect_bytes("hello", first.receive(5), "client 1");
    first.finish_sending();
    first.expect_end();
    support::expect_bytes("early", second.receive_to_end(), "client 2");
    expect_service(server.client("client 3"), "client 3");
    support::expect(server.process.runs(), "the server goes on", "it has ended");
}

TEST_F(echo_server, keeps_nothing_of_the_clients_before) {
    teaches("The server",
            "Each client's socket is closed when it has been served; else a server that "
            "lives for long has no handle left.");
    const running_server server;
    for (int i = 0; i < 300; ++i) {
        auto client = server.client();
        client.send("x");
        client.finish_sending();
        support::expect_bytes("x", client.receive_to_end(), "the client");
    }
}

TEST_F(echo_server, lives_with_few_handles) {
    NEEDS_TOOL("sh");
    if (std::getenv("FIRST_BYTE_RUNNER") != nullptr)
        GTEST_SKIP() << "the shell cannot start a program that needs an emulator";
    teaches("The server",
            "Here the server may have 40 handles and gets 100 clients, one after the "
            "other: one handle that is not given back for each is too many.");
    const char* folder = std::getenv("FIRST_BYTE_PROGRAMS");
    support::expect(folder != nullptr, "FIRST_BYTE_PROGRAMS is set", "it is not");
    auto server = program::tool("sh", {"-c", "ulimit -n 40 && exec \"$0\" --port 0",
                                       std::string(folder) + "/server"});
    const auto port = server.listening_port();
    for (int i = 0; i < 100; ++i)
        expect_service(peer::connect_to(support::loopback_address(port)), "the client");
}

TEST_F(echo_server, survives_a_client_that_says_nothing) {
    teaches("A client's trouble is its own",
            "A client may finish without a word. Its echo is empty, and the next client "
            "comes.");
    running_server server;
    auto silent = server.client("a silent client");
    silent.finish_sending();
    silent.expect_end();
    auto gone = server.client("a client that leaves");
    gone.close();
    expect_service(server.client("the next client"), "the next client");
    support::expect(server.process.runs(), "the server goes on", "it has ended");
}

TEST_F(echo_server, survives_a_client_that_resets) {
    teaches("A client's trouble is its own",
            "A reset ends one conversation. Tell it on standard error, close that "
            "socket, and serve the next client.");
    NEEDS_RESETS();
    running_server server;
    for (int i = 0; i < 2; ++i) {
        auto rude = server.client("a client that resets");
        rude.send("hello");
        support::expect_bytes("hello", rude.receive(5), "the client");
        rude.reset();
        support::expect(!server.process.error_line().empty(),
                        "the server tells on error output that a client was lost",
                        "the line is empty");
        expect_service(server.client("the next client"), "the next client");
    }
    auto in_queue = server.client("a client that resets in the queue");
    in_queue.reset();
    expect_service(server.client("the next client"), "the next client");
    support::expect(server.process.runs(), "the server goes on", "it has ended");
}

/// strace can make a call of a program fail; not everywhere may one program look into
/// another.
bool strace_works() {
    auto trial = program::tool("strace", {"-qq", "-o", "/dev/null", "true"});
    return trial.process().wait(support::deadline()).exited_with(0);
}

TEST_F(echo_server, survives_a_client_that_the_network_lost) {
    NEEDS_TOOL("strace");
    if (std::getenv("FIRST_BYTE_RUNNER") != nullptr || !strace_works())
        GTEST_SKIP() << "strace may not look into a program here";
    teaches(
        "A client's trouble is its own",
        "accept() may report an error of the one connection that it was about to take "
        "from the queue (lesson 05). The next client is served.");
    const char* folder = std::getenv("FIRST_BYTE_PROGRAMS");
    support::expect(folder != nullptr, "FIRST_BYTE_PROGRAMS is set", "it is not");
    for (const std::string error :
         {"ECONNABORTED", "ENETDOWN", "EPROTO", "ENOPROTOOPT", "EHOSTDOWN", "ENONET",
          "EHOSTUNREACH", "EOPNOTSUPP", "ENETUNREACH", "EPERM"}) {
        // The second accept fails, whichever of the two calls it is.
        auto server = program::tool(
            "strace", {"-f", "-qq", "-o", "/dev/null", "-e", "trace=accept,accept4", "-e",
                       "inject=accept,accept4:error=" + error + ":when=2",
                       std::string(folder) + "/server", "--port", "0"});
        const auto port = server.listening_port();
        for (const auto* who : {"the first client", "the next client"})
            expect_service(peer::connect_to(support::loopback_address(port), who), who);
        support::expect(server.runs(),
                        "the server goes on after " + error + " from accept",
                        "it has ended");
    }
}

/// Ctrl-C is status 130. On Windows a test cannot send Ctrl-C to one process, only
/// CTRL_BREAK, which net::exit_on_interrupt answers with 143.
int interrupted_status() {
    return grader::os::system_name() == "windows" ? 143 : 130;
}

void expect_interrupted(running_server& server) {
    server.process.interrupt();
    support::expect(!server.process.error_line().empty(),
                    "the server says on error output that it was interrupted",
                    "the line is empty");
    server.process.expect_exit(interrupted_status());
}

TEST_F(echo_server, ends_by_interrupt_while_it_waits_for_a_client) {
    teaches("The server",
            "Ctrl-C ends the server wherever it waits, with a word on standard error and "
            "status 130, as a shell expects: see net/process.hpp.");
    NEEDS_INTERRUPTS();
    running_server server;
    expect_interrupted(server);

    running_server after_a_client;
    expect_service(after_a_client.client(), "the client");
    expect_interrupted(after_a_client);
}

TEST_F(echo_server, ends_by_interrupt_while_it_serves_a_client) {
    teaches("The server",
            "Ctrl-C ends the server in the middle of a conversation too; the system "
            "closes the connection, and the client learns of it.");
    NEEDS_INTERRUPTS();
    running_server server;
    auto client = server.client();
    client.send("hello");
    support::expect_bytes("hello", client.receive(5), "the client");
    expect_interrupted(server);
    client.wait_readable(); // the end, or a reset
}

} // namespace
