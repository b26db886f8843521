// What echo.hpp promises of the command lines of both programs.
#include "08-echo.hpp"

namespace {

using echo_command_line = support::lesson_test;
using namespace echo_tests; // NOLINT(google-build-using-namespace)
using arguments = std::vector<std::string>;

std::string command(const std::string& name, const arguments& line) {
    std::string words = name;
    for (const auto& argument : line)
        words += argument.empty() || argument.find(' ') != std::string::npos
                     ? " \"" + argument + "\""
                     : " " + argument;
    return words;
}

void expect_usage(const std::string& name) {
    program help(name, {"--help"});
    support::expect_contains(help.output(), "usage: " + name, "standard output");
    support::expect_bytes("", help.errors(), "error output");
    help.expect_exit(0);
}

/// What is wrong with it, where that is the value of an option.
constexpr std::string_view about_ports =
    "A port is a number from 0 to 65535, in digits and nothing else: see "
    "tcp::parse_number.";
constexpr std::string_view about_a_servers_port =
    "The port of a server is a number from 1 to 65535, in digits and nothing else: see "
    "tcp::parse_number.";
constexpr std::string_view about_timeouts =
    "--send-timeout takes a number from 1 to 3600, in digits and nothing else: see "
    "tcp::parse_number.";

/// A wrong command line: told with the usage on standard error, status 2.
void expect_refused(const std::string& name, const arguments& line,
                    std::string_view wrong = {}) {
    std::optional<support::advice> about_the_line;
    if (!wrong.empty())
        about_the_line.emplace(wrong);
    program refused(name, line);
    refused.close_input();
    const auto ended = refused.process().wait(support::deadline());
    if (!ended.exited_with(2)) {
        if (ended.ended() && refused.errors().find("usage: ") != std::string::npos)
            about_the_line.emplace(
                "It says that the command line is wrong. The status says "
                "it to whatever started the program: 2, and no other.");
        support::fail("\"" + command(name, line) + "\" is a wrong command line: status 2",
                      "the program " + grader::os::in_words(ended));
    }
    about_the_line.emplace(
        "What is wrong and how it's right, both are for people: they go "
        "to standard error, and nothing goes to standard output.");
    support::expect_contains(refused.errors(), "usage: " + name, "error output");
    support::expect_bytes("", refused.output(), "standard output");
}

TEST_F(echo_command_line, prints_the_usage_of_the_server) {
    teaches("The command line",
            "Help that was asked for goes to standard output, and status 0 says so.");
    expect_usage("server");
}

TEST_F(echo_command_line, prints_the_usage_of_the_client) {
    teaches("The command line",
            "Help that was asked for goes to standard output, and status 0 says so.");
    expect_usage("client");
}

TEST_F(echo_command_line, takes_a_port_for_the_server) {
    teaches("The command line",
            "--port N says where to listen: a client that knows N finds the server "
            "there.");
    for (int attempt = 0; attempt < 5; ++attempt) {
        std::uint16_t port = 0;
        {
            const support::dead_port was_free; // given back here; somebody may take it
            port = was_free.port();
        }
        program server("server", {"--port", std::to_string(port)});
        const auto first = server.process().read_line(support::deadline());
        if (!first && support::is_taken(port))
            continue;
        const auto expected = "listening on 127.0.0.1:" + std::to_string(port);
        support::expect(first == expected, "server prints \"" + expected + "\"",
                        first ? "it prints \"" + *first + "\""
                              : "it prints nothing, and its error output is \"" +
                                    server.errors() + "\"");
        expect_service(peer::connect_to(support::loopback_address(port)), "the client");
        return;
    }
    GTEST_SKIP() << "others took five free ports before the server could";
}

TEST_F(echo_command_line, uses_port_5000_unless_told_otherwise) {
    teaches("The command line",
            "Both programs meet on port 5000 when neither is told another one: see "
            "tcp::default_port.");
    // The port may be somebody else's on this machine; then the server names it as well.
    // Whether it is, the test sees for itself.
    const bool taken = support::is_taken(5000);
    program server("server", {});
    const auto first = server.process().read_line(support::deadline());
    if (!first) {
        const auto said = server.errors();
        support::expect_contains(said, "cannot listen on 127.0.0.1:5000", "error output");
        server.expect_exit(1);
        support::expect(taken || support::is_taken(5000),
                        "the server listens on port 5000, which is free",
                        "its error output is \"" + said + "\"");
        GTEST_SKIP() << "port 5000 is in use on this machine";
    }
    support::expect(*first == "listening on 127.0.0.1:5000",
                    "server prints \"listening on 127.0.0.1:5000\"",
                    "it prints \"" + *first + "\"");
    program client("client", {});
    support::expect_bytes("hello\n", client.exchange("hello\n"), "standard output");
    client.expect_exit(0);
}

/// What is no number, or one that no option of the programs can have. Who keeps 16, 32 or
/// 64 bits of a number takes some of them for 4464, 5000 or 1.
constexpr const char* no_numbers[] = {
    "65536",
    "70000",
    "70536",      // 2^16 + 5000
    "4294967297", // 2^32 + 1
    "4294967376",
    "4294972296",           // 2^32 + 5000
    "18446744073709551617", // 2^64 + 1
    "18446744073709556616", // 2^64 + 5000
    "-1",
    "-4294962296", // -2^32 + 5000
    "+5",
    " 5",
    "5 ",
    "0x10",
    "",
    "5a",
    "12ab",
    "1s",
    "1e3",
    "1.0",
    "\xd9\xa5", // the digit 5 of Arabic, in UTF-8
};

TEST_F(echo_command_line, refuses_a_wrong_command_line_of_the_server) {
    teaches("The command line",
            "Every word of the command line is one that the usage knows, with its value: "
            "else say what is wrong and how it is right, and end with status 2.");
    for (const auto* word : no_numbers) {
        expect_refused("server", {"--port", word}, about_ports);
        expect_refused("server", {"--port", "0", "--send-timeout", word}, about_timeouts);
    }
    for (const arguments& line : {arguments{"--port"},
                                  {"--port", "0", "surplus"},
                                  {"--port", "0", "--bogus"},
                                  {"--port", "0", "--send-timeout"}})
        expect_refused("server", line);
    for (const auto* word : {"0", "3601"})
        expect_refused("server", {"--port", "0", "--send-timeout", word}, about_timeouts);
}

TEST_F(echo_command_line, refuses_a_wrong_command_line_of_the_client) {
    teaches("The command line",
            "Every word of the command line is one that the usage knows, with its value: "
            "else say what is wrong and how it is right, and end with status 2.");
    for (const auto* word : no_numbers)
        expect_refused("client", {"--port", word}, about_a_servers_port);
    expect_refused("client", {"--port", "0"}, about_a_servers_port);
    const support::dead_port nobody;
    const auto port = std::to_string(nobody.port());
    for (const arguments& line : {arguments{"--port"},
                                  {"--port", port, "--bogus"},
                                  {"no.address", "--port", port},
                                  {"127.0.0.1", "127.0.0.1", "--port", port}})
        expect_refused("client", line);
}

TEST_F(echo_command_line, reports_a_port_that_is_taken) {
    teaches("The command line",
            "One port, one listener. Say which address could not be had and why, and "
            "end with status 1: it is no wrong command line, another time it may be "
            "free.");
    const support::listening_peer other;
    const auto port = std::to_string(other.port());
    program server("server", {"--port", port});
    support::expect_contains(server.errors(), "cannot listen on 127.0.0.1:" + port,
                             "error output");
    support::expect_bytes("", server.output(), "standard output");
    server.expect_exit(1);
}

TEST_F(echo_command_line, keeps_standard_output_for_the_answer) {
    teaches("The command line",
            "Standard output is for what was asked for. Words about the connection go to "
            "standard error, where they disturb no pipe.");
    NEEDS_INTERRUPTS();
    running_client client;
    client.process.write("hello");
    support::expect_bytes("hello", client.server.receive(5), "the server");
    client.server.reset();
    support::expect_bytes("", client.process.output(), "standard output");
    client.process.expect_exit(1);

    running_server server;
    auto rude = server.client("a client that resets");
    rude.send("hello");
    support::expect_bytes("hello", rude.receive(5), "the client");
    rude.reset();
    expect_service(server.client("the next client"), "the next client");
    server.process.interrupt();
    support::expect_bytes("", server.process.output(),
                          "standard output, after the first line,");
}

} // namespace
